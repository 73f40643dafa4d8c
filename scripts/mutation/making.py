"""Every small fault of one module: mutmut's operators on the whole file, and conditions held true or false.

Not made, by rule: faults in types (a type checker's work), in docstrings, and in the words of texts. A text
is a literal with white space in it, or one given as `da=` or `en=`; how many there are is counted.
"""

import ast
import difflib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators, operator_string

SOURCE = Path(__file__).resolve().parents[2] / "src"
NO_FAULT_IN = (cst.Annotation, cst.Import, cst.ImportFrom, cst.TypeAlias, cst.TypeParameters)
TYPE_ALIASES = {"Literal", "Callable"}


@dataclass(frozen=True)
class Mutant:
    """One fault: `piece` stands at [start, end) of the file instead of what is there.

    `first` to `last` are the lines of the statement it is in. `function` is the outermost function whose body
    it is in, by qualified name; "" when the code runs while the module is imported.
    """

    path: Path
    function: str
    place: str
    change: str
    first: int
    last: int
    start: int
    end: int
    piece: str
    around: str

    @cached_property
    def module(self) -> str:
        """The dotted name of the module."""
        return ".".join(self.path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")

    @property
    def name(self) -> str:
        """What a register calls it; stays the same when lines above it come or go."""
        return f"{self.module}:{self.place} | {self.change}"

    def code(self) -> str:
        """The whole module with the fault in it."""
        source = self.path.read_text(encoding="utf-8")
        return source[: self.start] + self.piece + source[self.end :]


@dataclass(frozen=True)
class Made:
    """The mutants of a module, and how many literals were left as they are because they are text."""

    mutants: list[Mutant]
    texts: int


def mutants_of(path: Path) -> Made:
    """Every mutant of the module, in the order of its lines."""
    source = path.read_text(encoding="utf-8")
    wrapper = MetadataWrapper(cst.parse_module(source))
    found = _Faults(source)
    wrapper.visit(found)
    bodies = [wrapper.module.code_for_node(statement) for statement in wrapper.module.body]
    starts = _starts(source, bodies)
    made: list[Mutant] = []
    seen: set[str] = set()
    repeated: Counter[str] = Counter()
    for fault in found.faults:
        at = fault.statement
        new = wrapper.module.code_for_node(wrapper.module.body[at].deep_replace(fault.old, fault.new))
        key = f"{at} {new}"
        if key in seen or new == bodies[at] or not _is_python(new):
            continue
        seen.add(key)
        change = _change(bodies[at], new)
        repeated[f"{fault.place} {change}"] += 1
        times = repeated[f"{fault.place} {change}"]
        made.append(
            Mutant(
                path=path,
                function=fault.function,
                place=fault.place or "(module)",
                change=change if times == 1 else f"{change} #{times}",
                first=fault.lines[0],
                last=fault.lines[1],
                start=starts[at],
                end=starts[at] + len(bodies[at]),
                piece=new,
                around=fault.around or bodies[at],
            )
        )
    return Made(made, found.texts)


def _starts(source: str, bodies: list[str]) -> list[int]:
    """Where each statement begins, with the lines before it that belong to it."""
    starts, at = [], 0
    for body in bodies:
        at = source.index(body, at)
        starts.append(at)
        at += len(body)
    return starts


def _is_python(code: str) -> bool:
    try:
        ast.parse(code)
    except SyntaxError:
        return False
    return True


def _change(old: str, new: str) -> str:
    """The changed lines, old and new, in one line of text."""
    lines = list(difflib.unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm=""))[2:]
    gone = " ".join(line[1:].strip() for line in lines if line.startswith("-"))
    come = " ".join(line[1:].strip() for line in lines if line.startswith("+"))
    return f"{gone} -> {come or '(nothing)'}"


@dataclass(frozen=True)
class _Fault:
    """A node and what stands there instead; `statement` counts the statements of the module."""

    old: cst.CSTNode
    new: cst.CSTNode
    statement: int
    function: str
    place: str
    around: str
    lines: tuple[int, int]


class _Faults(cst.CSTVisitor):
    """Collects the faults of a module."""

    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self, source: str) -> None:
        super().__init__()
        self.faults: list[_Fault] = []
        self.texts = 0
        self._source = source.splitlines()
        self._above: list[cst.CSTNode] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, NO_FAULT_IN) or _is_docstring(node) or _is_type_alias(node):
            return False
        if _is_text(node, self._above):
            self.texts += 1
        elif len(self._above) > 0:
            for new in _instead_of(node):
                self._note(node, new)
        self._above.append(node)
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        if self._above and self._above[-1] is original_node:
            self._above.pop()

    def _note(self, node: cst.CSTNode, new: cst.CSTNode) -> None:
        path = [*self._above, node]
        module = cst.ensure_type(path[0], cst.Module)
        function = self._function(path)
        names = [one.name.value for one in path if isinstance(one, cst.ClassDef | cst.FunctionDef)]
        self.faults.append(
            _Fault(
                old=node,
                new=new,
                statement=next(at for at, one in enumerate(module.body) if one is path[1])
                if path[1] in module.body
                else 0,
                function=function[0],
                place=".".join(names),
                around=function[1],
                lines=self._lines(path),
            )
        )

    def _function(self, path: list[cst.CSTNode]) -> tuple[str, str]:
        """Qualified name and text of the outermost function whose body the node is in; "" for none."""
        names: list[str] = []
        for at, one in enumerate(path):
            if isinstance(one, cst.ClassDef):
                names.append(one.name.value)
            if isinstance(one, cst.FunctionDef):
                if at + 1 < len(path) and path[at + 1] is one.body:
                    span = self.get_metadata(PositionProvider, one)
                    text = "\n".join(self._source[span.start.line - 1 : span.end.line])
                    return ".".join([*names, one.name.value]), text
                return "", ""
        return "", ""

    def _lines(self, path: list[cst.CSTNode]) -> tuple[int, int]:
        """The lines of the innermost statement; of a statement with a body, those of its head."""
        statements = (cst.SimpleStatementLine, cst.BaseCompoundStatement, cst.ExceptHandler, cst.MatchCase)
        inner = next((one for one in reversed(path) if isinstance(one, statements)), path[-1])
        span = self.get_metadata(PositionProvider, inner)
        last = span.end.line
        body = getattr(inner, "body", None)
        if not isinstance(inner, cst.SimpleStatementLine) and isinstance(body, cst.CSTNode):
            last = max(span.start.line, self.get_metadata(PositionProvider, body).start.line - 1)
        return span.start.line, last


def _is_docstring(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.Expr) and isinstance(node.value, cst.BaseString)


def _is_type_alias(node: cst.CSTNode) -> bool:
    """`Name = Literal[...]`: read by the type checker only."""
    return (
        isinstance(node, cst.Assign)
        and isinstance(node.value, cst.Subscript)
        and isinstance(node.value.value, cst.Name)
        and node.value.value.value in TYPE_ALIASES
    )


def _is_text(node: cst.CSTNode, above: list[cst.CSTNode]) -> bool:
    if not isinstance(node, cst.SimpleString | cst.FormattedStringText):
        return False
    given_as = next((one.keyword for one in reversed(above) if isinstance(one, cst.Arg)), None)
    spoken = given_as is not None and given_as.value in {"da", "en"}
    return spoken or any(sign.isspace() for sign in node.value) or isinstance(node, cst.FormattedStringText)


def _instead_of(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """What mutmut puts there; of its three faults in a string one, since the others only differ in case."""
    for kind, operator in mutation_operators:
        if isinstance(node, kind):
            made: Iterable[cst.CSTNode] = operator(node)
            if operator is operator_string:
                made = list(made)[:1]
            yield from made
    if isinstance(node, cst.If | cst.CompIf | cst.While):
        yield node.with_changes(test=_held(node.test, cst.And(), "False"))
    if isinstance(node, cst.If | cst.CompIf):
        yield node.with_changes(test=_held(node.test, cst.Or(), "True"))


def _held(test: cst.BaseExpression, operator: cst.BaseBooleanOp, word: str) -> cst.BooleanOperation:
    inside = test.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
    return cst.BooleanOperation(left=inside, operator=operator, right=cst.Name(word))

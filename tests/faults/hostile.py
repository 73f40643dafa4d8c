"""One hundred things nobody should type, and how they are sent: lengths, scripts, formulas, dates."""

from urllib.parse import quote

URLENCODED = "application/x-www-form-urlencoded"

_LENGTHS = [
    "",
    " ",
    "a",
    "x" * 255,
    "x" * 256,
    "ø" * 2_001,
    "y " * 5_000,
    "z" * 50_000,
    "\n" * 500,
    "-" * 70,
]
_CONTROL = [
    "a\0b",
    "\0",
    "\x01\x02\x1b[31m",
    "\x7f",
    "a\r\nSet-Cookie: b=c",
    "a\rb",
    "a\tb",
    "\u2028x\u2029",
    "\x85x",
    "\ufeffx",
]
_SCRIPTS = [
    "Æøå ÆØÅ",
    "عبد الله محمد",
    "שלום",
    "陳大文",
    "Ελένη",
    "Наталья",
    "ประเทศไทย",
    "नमस्ते",
    "👩‍👩‍👧‍👦🏳️‍🌈",
    "e\u0301\u0323" * 40,
    "Z\u0351\u036b\u0343" * 30,
    "\u202etxt.exe\u202c",
    "\u2066x\u2069",
    "a\u200bb\u200dc",
    "ﬁ ſ ß İ ı",
    "𝕬𝖓𝖓𝖆 𝟙𝟚𝟛",
    "ａｎｎａ",
    "Ǆ ǅ",
    "O'Neill-d'Ærø",
    "ǅenan Đ",
]
_ENCODINGS = [
    "\ud800",
    "a\udfffb",
    "\uffff",
    "\U0010ffff",
    "Ã¦Ã¸Ã¥",
    "%00",
    "%C3%28",
    "&#0;",
    "&amp;lt;",
    "=?utf-8?q?=41?=",
]
_FORMULAS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1",
    "-1+1",
    "@SUM(A1)",
    '=HYPERLINK("http://x.invalid";"x")',
    "\t=1",
    "＝1+1",
    '"=1"',
    ";;;",
]
_DATES = [
    "0000-00-00",
    "31-02-2026",
    "2026-02-30",
    "9999-12-31",
    "10000-01-01",
    "0001-01-01",
    "1/2-26",
    "24:61",
    "29-02-2025",
    "3020-01-01",
    "1800-01-01",
    "01-01-01",
    "٢٠٢٦-٠١-٠١",
    "2026-W53",
    "2026-11-24T25:00",
]
_NUMBERS = [
    "9" * 400,
    "-1",
    "0",
    "1e400",
    "NaN",
    "Infinity",
    "0x1f",
    "1.234.567,89",
    "٣٤",
    "９９",
    "9223372036854775808",
    "2147483648",
    "1_000",
    "--1",
    "½",
]
_CODE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' OR 1=1; --",
    "'); DROP TABLE x; --",
    "{{ 7*7 }}",
    "{% include 'x' %}",
    "${jndi:ldap://x.invalid/a}",
    "%s%n%d",
    "{0.__class__}",
    "../../etc/passwd",
]
HOSTILE = (
    *_LENGTHS,
    *_CONTROL,
    *_SCRIPTS,
    *_ENCODINGS,
    *_FORMULAS,
    *_DATES,
    *_NUMBERS,
    *_CODE,
)


def urlencoded(fields: dict[str, str]) -> bytes:
    """The fields as a hostile browser sends them: half characters too."""
    pairs = (f"{_quoted(name)}={_quoted(value)}" for name, value in fields.items())
    return "&".join(pairs).encode("ascii")


def _quoted(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def comparable(text: str) -> str:
    """The text without what no page can hold as it came: white space, control and half characters."""
    read = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    lost = [sign for sign in set(read) if not sign.isprintable() or sign.isspace() or sign == "\ufffd"]
    return read.translate(dict.fromkeys(map(ord, lost)))


def tables(columns: tuple[str, ...], usual: dict[str, str], *, separator: str) -> dict[str, bytes]:
    """A file for each column: a row for each hostile cell, the others as usual."""
    made = {}
    for column in columns:
        rows = [columns] + [
            tuple(cell if name == column else usual.get(name, "") for name in columns) for cell in HOSTILE
        ]
        made[column] = "\n".join(separator.join(map(_cell, row)) for row in rows).encode(
            "utf-8", "surrogatepass"
        )
    return made


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def broken_files(header: str) -> dict[str, bytes]:
    """Files that are no table, or a strange one."""
    row = header + "\n" + "x;" * header.count(";")
    return {
        "empty": b" ", "NUL": b"\0" * 1000, "binary": bytes(range(256)) * 40,
        "no zip": b"PK\x03\x04" + b"x" * 500,
        "utf-16": row.encode("utf-16"), "latin-1": (row + "\nÆØÅ").encode("latin-1"),
        "mark": row.encode("utf-8-sig"), "quote": (row + '\n"').encode(), "one line": b"x" * 300_000,
        "many columns": (";" * 5_000 + "\n").encode() * 5, "header only": header.encode(),
        "same twice": (header + ";" + header).encode(), "returns": row.replace("\n", "\r").encode(),
        "long cell": (header + "\n" + "ø" * 200_000).encode(), "html": b"<!doctype html><table><tr><td>x",
        "short rows": (header + "\n\n;\nx").encode(), "quotes in it": (header + '\n"a""b\n').encode(),
    }  # fmt: skip

"""Copy what pages need of the design system from node_modules into build/assets/dkfds.

Taken: the stylesheet, the script, the icon sprite, what the stylesheet names (fonts, pictures), the licence.
Left out: other themes, sources, maps. The comment that points to a source map is cut, since hashed static
files refuse a reference to a file that is not there.
"""

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules" / "dkfds" / "dist"
TARGET = ROOT / "build" / "assets" / "dkfds"
AS_THEY_ARE = ("img/all-svg-icons.svg", "LICENSE.md")
WITHOUT_MAP = ("css/dkfds.min.css", "js/dkfds.min.js")
# Documents need fonts that a page does not: whole ones, not the woff that browsers take.
FONT_SOURCE = ROOT / "node_modules" / "dkfds" / "src" / "fonts" / "IBMPlexSans" / "complete" / "ttf"
FONT_TARGET = ROOT / "build" / "assets" / "fonts"
DOCUMENT_FONTS = ("IBMPlexSans-Regular.ttf", "IBMPlexSans-SemiBold.ttf")
MAP_COMMENT = re.compile(r"/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=\S*")
REFERENCE = re.compile(r"url\(\s*['\"]?([^'\")?#]+)")


def named_files(stylesheet: str) -> set[str]:
    """Paths below dist/ of every file the stylesheet refers to; data addresses are not files."""
    found = (match.group(1) for match in REFERENCE.finditer(stylesheet))
    inside = (path for path in found if not path.startswith("data:"))
    return {(SOURCE / "css" / path).resolve().relative_to(SOURCE.resolve()).as_posix() for path in inside}


def build(target: Path) -> int:
    """Number of files written to `target`, which holds nothing else afterwards."""
    shutil.rmtree(target, ignore_errors=True)
    stylesheet = (SOURCE / "css" / "dkfds.min.css").read_text(encoding="utf-8")
    names = {*AS_THEY_ARE, *WITHOUT_MAP, *named_files(stylesheet)}
    for name in sorted(names):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        if name in WITHOUT_MAP:
            text = MAP_COMMENT.sub("", (SOURCE / name).read_text(encoding="utf-8"))
            (target / name).write_text(text, encoding="utf-8")
        else:
            shutil.copyfile(SOURCE / name, target / name)
    return len(names)


def build_fonts(target: Path) -> int:
    """Number of fonts written to `target`, for PDF documents."""
    target.mkdir(parents=True, exist_ok=True)
    for name in DOCUMENT_FONTS:
        shutil.copyfile(FONT_SOURCE / name, target / name)
    return len(DOCUMENT_FONTS)


if __name__ == "__main__":
    print(f"{build(TARGET)} files in {TARGET.relative_to(ROOT)}")
    print(f"{build_fonts(FONT_TARGET)} fonts for documents in {FONT_TARGET.relative_to(ROOT)}")
    sys.exit(0)

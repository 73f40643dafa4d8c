from pathlib import Path

import pytest

from scripts import build_assets

STYLE = """@font-face{src:url(../fonts/Plex/a.woff2?v=1) format("woff2")}
a{background:url("../img/svg-icons/plus.svg")}b{background:url(data:image/png;base64,AAAA)}
/*# sourceMappingURL=dkfds.min.css.map */"""


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = {
        "css/dkfds.min.css": STYLE,
        "css/dkfds.min.css.map": "{}",
        "css/other.css": "",
        "js/dkfds.min.js": "run();\n//# sourceMappingURL=dkfds.min.js.map",
        "img/all-svg-icons.svg": "<svg/>",
        "img/svg-icons/plus.svg": "<svg/>",
        "img/logo.svg": "<svg/>",
        "fonts/Plex/a.woff2": "font",
        "fonts/Plex/b.woff2": "font",
        "LICENSE.md": "MIT",
    }
    for name, text in files.items():
        (tmp_path / "dist" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "dist" / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(build_assets, "SOURCE", tmp_path / "dist")
    return tmp_path / "built"


def test_only_what_pages_need_is_taken_and_the_licence(target: Path) -> None:
    build_assets.build(target)

    assert {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()} == {
        "css/dkfds.min.css",
        "js/dkfds.min.js",
        "img/all-svg-icons.svg",
        "img/svg-icons/plus.svg",
        "fonts/Plex/a.woff2",
        "LICENSE.md",
    }


def test_no_reference_to_a_source_map_is_left(target: Path) -> None:
    build_assets.build(target)

    assert "sourceMappingURL" not in (target / "css/dkfds.min.css").read_text(encoding="utf-8")
    assert "sourceMappingURL" not in (target / "js/dkfds.min.js").read_text(encoding="utf-8")


def test_what_was_there_before_is_gone(target: Path) -> None:
    target.mkdir()
    (target / "old.css").touch()

    build_assets.build(target)

    assert not (target / "old.css").exists()

"""PDF: tagged, titled, in the reader's language, the same bytes again, and nothing typed is ever markup."""

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import typst
from pypdf import PdfReader

from hjemad.documents import pdf
from hjemad.documents.case_document import LONGEST_TEXT, CaseDocument, Column, DocumentTooLong, Table
from hjemad.documents.pdf import pdf_of
from hjemad.documents.practice import mark_all
from hjemad.documents.tests.builders import MADE_AT, a_letter, a_report


def root_of(reader: PdfReader) -> Any:
    """The catalogue of the file, as the plain dictionary it is."""
    return reader.root_object


def read(document: CaseDocument) -> PdfReader:
    return PdfReader(io.BytesIO(pdf_of(document)))


def text_of(document: CaseDocument) -> str:
    return " ".join(" ".join(page.extract_text() for page in read(document).pages).split())


def tags_of(reader: PdfReader) -> list[str]:
    """The kinds of the elements of the structure tree, in order."""

    def walk(node: Any) -> Iterator[str]:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for part in node:
                yield from walk(part)
        elif isinstance(node, dict):
            if "/S" in node:
                yield str(node["/S"])
            yield from walk(node.get("/K", []))

    return list(walk(root_of(reader)["/StructTreeRoot"]["/K"]))


@pytest.mark.parametrize(
    ("document", "language"), [(a_letter(), "da-DK"), (a_report(language="en"), "en-GB")]
)
def test_a_document_is_tagged_has_a_title_and_says_its_language(document: CaseDocument, language: str):
    reader = read(document)
    root = root_of(reader)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == language
    assert reader.metadata is not None
    assert reader.metadata.title == document.title
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "pdfuaid" in root["/Metadata"].get_object().get_data().decode()


def test_a_reader_of_screens_meets_headings_and_a_table_with_headings():
    tags = tags_of(read(a_report()))
    assert "/H1" in tags
    assert "/H2" in tags
    assert tags.count("/TH") == 3
    assert tags.count("/TD") == 9


def test_a_letter_shows_who_to_whom_when_and_what():
    text = text_of(a_letter(paragraphs=("Første afsnit.", "Andet afsnit.")))
    assert "Boformen Nordlys" in text
    for part in (
        "Nørre Vemmelev Kommune",
        "24. november 2026",
        "O-2026-00012",
        "Andet afsnit.",
        "Side 1 af 1",
    ):
        assert part in text


def test_a_report_shows_purpose_facts_rows_and_totals():
    text = text_of(a_report())
    for part in ("Orientering efter § 110, stk. 6", "1.–31. okt. 2026", "Ophold i oktober", "4.500,00",
                 "I alt", "7.500,00", "kl. 17.50"):  # fmt: skip
        assert part in text


def test_the_same_input_gives_the_same_bytes():
    first = pdf_of(a_report())
    pdf._fonts.cache_clear()
    assert pdf_of(a_report()) == first


def test_the_moment_of_the_document_stands_in_the_file():
    metadata = read(a_letter()).metadata
    assert metadata is not None
    assert metadata.creation_date == MADE_AT


def test_a_moment_without_its_time_zone_is_refused():
    with pytest.raises(TypeError):
        a_letter(made_at=datetime(2026, 11, 24, 17, 50))  # noqa: DTZ001 - the fault under test


@pytest.mark.parametrize(
    "hostile",
    [
        '#import "@preview/x:1.0.0"',
        "#sys.inputs",
        '#read("/etc/passwd")',
        "$x^2$ *bold* _it_ `raw` <label> @ref",
        "<script>alert(1)</script>",
        "= Heading",
        "\\ \\u{41} // comment /* x */",
        "]]] #] [",
        "Robert'); DROP TABLE stay;--",
        "{{ 7*7 }} ${7*7} %n",
    ],
)
def test_what_somebody_typed_is_printed_as_typed(hostile: str):
    wanted = hostile.replace(" ", "")
    assert wanted in text_of(a_letter(paragraphs=(hostile,))).replace(" ", "")
    table = Table(columns=(Column("Navn"),), rows=((hostile,),))
    assert wanted in text_of(a_letter(tables=(table,))).replace(" ", "")
    metadata = read(a_letter(title=hostile)).metadata
    assert metadata is not None
    assert metadata.title == hostile


@pytest.mark.parametrize("odd", ["\x00", "\x07", "\ufeff", "\u202e", "\ue000", "\ud83d", "\u200b"])
def test_signs_without_a_look_are_left_out(odd: str):
    assert "Anne Berg" in text_of(a_letter(paragraphs=(f"Anne{odd} Berg",)))


def test_a_sign_no_font_has_is_a_square_and_the_page_says_so():
    text = text_of(a_letter(paragraphs=("Navn: 中文 Berg",), title="Brev om 中"))
    assert "Navn: □□ Berg" in text
    assert "Tegn, som ikke kan skrives her, er vist som □." in text
    assert "er vist som □" not in text_of(a_letter())


def test_names_of_europe_are_printed_as_they_are():
    names = "Ægir Þórsdóttir Łukasz Şükran Ελένη Сергей ﷺ"[:-2]
    assert names.strip() in text_of(a_letter(paragraphs=(names,)))


def test_a_note_of_ten_megabytes_is_refused_with_what_to_do():
    with pytest.raises(DocumentTooLong) as refused:
        a_letter(paragraphs=("x" * 10_000_000,))
    assert str(LONGEST_TEXT) in refused.value.da
    assert "del den" in refused.value.da
    assert "split it" in refused.value.en


def test_many_texts_together_are_refused_too():
    with pytest.raises(DocumentTooLong):
        a_letter(paragraphs=("x" * LONGEST_TEXT,) * 300)


def test_a_row_has_as_many_cells_as_columns():
    with pytest.raises(ValueError, match="as many cells"):
        Table(columns=(Column("a"), Column("b")), rows=(("only one",),))


def test_a_machine_without_the_fonts_makes_a_document_all_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setattr(pdf, "_FONTS", tmp_path / "none")
    pdf._fonts.cache_clear()
    pdf._can_print.cache_clear()
    try:
        assert "Første" in text_of(a_letter(paragraphs=("Første 中",)))
    finally:
        pdf._fonts.cache_clear()
        pdf._can_print.cache_clear()


def test_only_letters_and_reports_are_documents():
    with pytest.raises(TypeError):
        pdf_of(
            CaseDocument(title="t", language="da", reader="r", purpose="p", reference="1", made_at=MADE_AT)
        )


def test_a_fault_in_the_template_is_not_hidden(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pdf, "_template", lambda _: b"#panic()")
    with pytest.raises(typst.TypstError):
        pdf_of(a_letter())


def test_in_a_training_copy_every_page_carries_the_word_and_nowhere_else() -> None:
    assert "ØVELSE" not in text_of(a_letter()).replace(" ", "")
    mark_all(on=True)
    try:
        assert "ØVELSE" in text_of(a_letter()).replace(" ", "")
        assert "PRACTICE" in text_of(a_report(language="en")).replace(" ", "")
    finally:
        mark_all(on=False)

"""Components say what they are told in shape and word, and open every answer to its reasons."""

import re
from pathlib import Path

import pytest
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.utils import translation

from hjemad.foundation.ui.components import Answer, Crumb, FactLine, Step
from hjemad.foundation.ui.gallery import example_finding
from hjemad.kernel.money import Money
from hjemad.law.finding import Finding

UI = Path(__file__).resolve().parents[1]
TEMPLATES = UI / "templates"


def drawn(source: str, *, language: str = "da", **values: object) -> str:
    request = RequestFactory().get("/liste/?vis=alle&page=2")
    with translation.override(language):
        return Template("{% load hj %}" + source).render(RequestContext(request, values))


def words(html: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", html).replace("\u00a0", " ").split())


def test_the_answer_line_holds_facts_with_their_notes():
    html = drawn(
        "{% answer_line facts %}",
        facts=[Answer("Sover her", "13 af 17", "2 ikke set endnu"), Answer("Kommer", "1")],
    )

    assert words(html) == "Sover her 13 af 17 2 ikke set endnu Kommer 1"


@pytest.mark.parametrize("shape", ["done", "ask", "both", "open", "stop", "none"])
def test_every_state_has_a_shape_and_a_word(shape):
    html = drawn("{% state shape 'Lukket' %}", shape=shape)

    assert "<svg" in html
    assert words(html) == "Lukket"


def test_the_present_step_is_told_to_a_screen_reader():
    html = drawn(
        "{% steps steps %}", steps=[Step("Kladde", "done", "13. nov."), Step("Lukket", "open", here=True)]
    )

    assert html.count('aria-current="step"') == 1
    assert words(html) == "Kladde 13. nov. Lukket"


def test_the_last_crumb_is_the_page_itself():
    html = drawn("{% breadcrumbs crumbs %}", crumbs=[Crumb("I nat", "/i-nat/"), Crumb("Indskriv")])

    assert html.count("<a ") == 1
    assert 'aria-current="page"' in html


def test_reasons_stand_in_the_fixed_order_with_certainty_facts_and_the_other_answer():
    facts = [FactLine("Ophold", "14. jan.–1. mar. 2026", "L. Bisgaard, 2. okt. 2026")]

    text = words(
        drawn("{% why_finding finding 'Hvorfor 32 nætter' facts %}", finding=example_finding(), facts=facts)
    )

    in_order = [
        "Hvorfor 32 nætter",
        "47 nætter i andre ophold",
        "Bestemmelse",
        "Serviceloven § 177, stk. 1, nr. 5, i kraft fra 1. okt. 2023. Kilde læst",
        "Serviceloven § 177, nummeret, første dag i kraft er ukendt. Uafklaret",
        "Tal og valg, der er brugt",
        "90 nætter, fra 1. apr. 2026. Kilde læst",
        "104,00 kr. pr. døgn, fra 1. jan. 2026. Indtastet lokalt",
        "loftet den enkelte nat",
        "Oplysninger",
        "14. jan.–1. mar. 2026 L. Bisgaard, 2. okt. 2026",
        "Det mangler",
        "Taksten for Solbakken mangler.",
        "Uafklaret",
        "Det andet svar: Nætter med refusion 62 · Refusion 42.718,00 kr.",
    ]
    positions = [text.find(part) for part in in_order]
    assert -1 not in positions
    assert positions[:-2] == sorted(positions[:-2])


def test_reasons_are_complete_in_english():
    text = words(drawn("{% why_finding finding %}", language="en", finding=example_finding()))

    assert text.startswith("Why 47 nights of other stays")
    assert "in force from 1 Oct 2023. Source read" in text
    assert "The other answer: Nights with refund 62 · Refund DKK 42,718.00" in text


def test_a_finding_with_nothing_to_say_opens_without_empty_headings():
    finding = Finding(rule="plan-duty", on=None, outcome="known", answer={})

    assert words(drawn("{% why_finding finding %}", finding=finding)) == "Hvorfor"


def test_a_notice_interrupts_only_when_something_is_wrong():
    assert 'role="status"' in drawn("{% notice 'success' 'Gemt' %}{% endnotice %}")
    assert 'role="alert"' in drawn(
        "{% notice 'warning' 'To kan ikke være sande' %}<p>Se opholdet</p>{% endnotice %}"
    )


def test_texts_handed_to_components_are_never_markup():
    html = drawn(
        "{% notice 'info' text %}{{ text }}{% endnotice %}{% state 'done' text %}{% empty text %}",
        text="<b>x</b>",
    )

    assert "<b>x</b>" not in html
    assert html.count("&lt;b&gt;x") == 4


def test_a_table_has_a_label_and_scrolls_by_keyboard():
    html = drawn("{% table 'Linjer' 'hj-ledger' %}<tbody><tr><td>1</td></tr></tbody>{% endtable %}")

    assert 'role="region" aria-label="Linjer"' in html
    assert 'tabindex="0"' in html
    assert "<caption" in html


def test_pages_keep_the_rest_of_the_address():
    html = drawn("{% pages page %}", page=Paginator(range(100), 25).page(2))

    assert 'href="?vis=alle&amp;page=3"' in html
    assert "Side 2 af 4" in html
    assert drawn("{% pages page %}", page=Paginator(range(3), 25).page(1)).strip() == ""


def test_formats_follow_the_language():
    source = "{{ amount|hj_money }} {{ none|hj_money }} {{ nights|hj_nights }}"

    assert (
        words(drawn(source, amount=Money.parse("701.645"), none=None, nights=1)) == "701,645 kr. ukendt 1 nat"
    )
    assert words(drawn(source, language="en", amount=Money.parse("701.645"), none=None, nights=2)) == (
        "DKK 701.645 unknown 2 nights"
    )


def marked_up(path: Path) -> str:
    """The template without its tags: `with one=…` is no attribute of a page."""
    return re.sub(r"{%.*?%}", "", path.read_text())


def test_no_template_of_the_house_has_a_style_or_a_script_of_its_own():
    found = [
        str(path)
        for path in UI.parents[1].glob("**/templates/**/*.html")
        if re.search(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)|javascript:", marked_up(path))
    ]

    assert found == []


def test_every_form_that_posts_in_an_area_keeps_what_is_typed():
    """`{% form_token %}`, which holds the CSRF token, instead of `{% csrf_token %}`, which keeps nothing."""
    areas = UI.parents[1] / "areas"
    found = [
        str(path) for path in areas.glob("**/templates/**/*.html") if "{% csrf_token" in path.read_text()
    ]

    assert found == []


def test_the_stylesheet_has_no_class_that_no_page_uses():
    css = re.sub(r"/\*.*?\*/", "", (UI / "static" / "hjemad" / "hjemad.css").read_text(), flags=re.DOTALL)
    ours = set(re.findall(r"\.(hj-[a-z0-9-]+)", css))
    code = [*UI.glob("*.py"), *UI.glob("templatetags/*.py")]
    sources = "".join(path.read_text() for path in [*UI.parents[1].glob("**/templates/**/*.html"), *code])
    used = set(re.findall(r"hj-[a-z0-9-]+", sources)) | {
        f"hj-state--{s}" for s in ("done", "ask", "both", "open", "stop", "none")
    }

    assert ours - used == set()


def test_context_is_not_needed_for_plain_components():
    assert Template("{% load hj %}{% icon 'lock' %}").render(Context()).startswith("<svg")

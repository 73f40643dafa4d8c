"""Formats and components for templates: `{% load hj %}`. Calls: docs/reference/components.md."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, cast

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.template.context import Context, RequestContext
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hjemad.foundation.audit import clock
from hjemad.foundation.privacy.guarded import Guarded
from hjemad.foundation.ui import formats, kept, naming, why
from hjemad.foundation.ui.components import Answer, Crumb, FactLine, Shape, Step
from hjemad.foundation.ui.forms import problems_of, warnings_at
from hjemad.foundation.ui.languages import reader_language
from hjemad.kernel.money import Money
from hjemad.kernel.periods import Period
from hjemad.law.finding import Certainty, Finding, Text

register = template.Library()


# Formats ------------------------------------------------------------------------------------------


@register.filter
def hj_day(value: date | None) -> str:
    return formats.day(value, language=reader_language())


@register.filter
def hj_day_short(value: date | None) -> str:
    """Without the year: only where a heading or neighbour has it."""
    return formats.day(value, language=reader_language(), year=False)


@register.filter
def hj_near_day(value: date | None) -> str:
    return formats.near_day(value, today=clock.today(), language=reader_language())


@register.filter
def hj_clock(value: datetime | None) -> str:
    return formats.clock(value and timezone.localtime(value), language=reader_language())


@register.filter
def hj_moment(value: datetime | None) -> str:
    return formats.moment(value and timezone.localtime(value), language=reader_language())


@register.filter
def hj_stay(value: Period) -> str:
    return formats.stay(value, language=reader_language())


@register.filter
def hj_span(value: Period) -> str:
    return formats.span(value, language=reader_language())


@register.filter
def hj_number(value: int | Decimal | None) -> str:
    return formats.number(value, language=reader_language())


@register.filter
def hj_percent(value: int | Decimal | None) -> str:
    return formats.percent(value, language=reader_language())


@register.filter
def hj_amount(value: Money | None) -> str:
    return formats.amount(value, language=reader_language())


@register.filter
def hj_money(value: Money | None) -> str:
    return formats.money(value, language=reader_language())


@register.filter
def hj_nights(value: int | None) -> str:
    return formats.nights(value, language=reader_language())


@register.filter
def hj_text(value: Text) -> str:
    """A two-language sentence of the law, in the reader's language."""
    return value.in_language(reader_language())


# Names --------------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def called(context: Context, person: naming.Called) -> str:
    """What somebody is called, for this reader: logged, and initials while the session hides names."""
    return naming.named(cast(RequestContext, context).request, person)


@register.simple_tag(takes_context=True)
def opened(context: Context, value: Guarded) -> str:
    """A guarded text in full, whatever the screen hides: where it is written or corrected."""
    return naming.opened(cast(RequestContext, context).request, value)


# Components ---------------------------------------------------------------------------------------


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str, classes: str = "icon-svg") -> SafeString:
    """An icon of the design system, drawn once; it never stands without a word beside it."""
    return render_to_string("ui/components/icon.html", {"name": name, "classes": classes})


@register.simple_tag
def state(shape: Shape, word: str) -> SafeString:
    """A state: its shape and its word. A board has a hundred, so no template is opened for each."""
    return format_html('<span class="hj-state hj-state--{}">{}{}</span>', shape, _drawn(shape), word)


@lru_cache(maxsize=16)
def _drawn(shape: Shape) -> SafeString:
    """The shape, drawn once: a board has a hundred of them."""
    return render_to_string("ui/components/shape.html", {"shape": shape})


@register.inclusion_tag("ui/components/answer_line.html")
def answer_line(facts: Sequence[Answer]) -> dict[str, Any]:
    return {"facts": facts}


@register.inclusion_tag("ui/components/steps.html")
def steps(items: Sequence[Step]) -> dict[str, Any]:
    return {"steps": items}


@register.inclusion_tag("ui/components/breadcrumbs.html")
def breadcrumbs(items: Sequence[Crumb]) -> dict[str, Any]:
    return {"crumbs": items}


@register.inclusion_tag("ui/components/certainty.html")
def certainty(of: Certainty) -> dict[str, Any]:
    return {"certainty": of}


@register.inclusion_tag("ui/components/why.html")
def why_finding(finding: Finding, summary: str = "", facts: Sequence[FactLine] = ()) -> dict[str, Any]:
    return {"why": why.opened(finding, language=reader_language()), "summary": summary, "facts": facts}


@register.inclusion_tag("ui/components/empty.html")
def empty(title: str, text: str = "", link: str = "", url: str = "") -> dict[str, Any]:
    return {"title": title, "text": text, "link": link, "url": url}


@register.inclusion_tag("ui/components/pages.html", takes_context=True)
def pages(context: Context, page: Page) -> dict[str, Any]:
    """Links to the pages of a list, keeping the rest of the address."""
    query = cast(RequestContext, context).request.GET.copy()
    query.pop("page", None)
    paginator = page.paginator
    return {
        "page": page,
        "query": query.urlencode(),
        "numbers": list(paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)),
        "ellipsis": paginator.ELLIPSIS,
    }


@register.simple_block_tag
def notice(content: str, kind: str, heading: str = "", level: int = 2) -> SafeString:
    """A box of the design system: `success`, `info`, `warning` or `error`, with its content in the block."""
    context = {"kind": kind, "heading": heading, "level": level, "content": content}
    return render_to_string("ui/components/notice.html", context)


@register.simple_block_tag
def table(content: str, label: str, classes: str = "") -> SafeString:
    """A table that scrolls inside itself, with a label for screen readers; rows are written in the block."""
    context = {"label": label, "classes": classes, "content": content}
    return render_to_string("ui/components/table.html", context)


@register.simple_block_tag
def disclosure(content: str, summary: str) -> SafeString:
    """Reasons that are not a finding: closed until asked for, open in print."""
    return format_html(
        '<details class="hj-why"><summary>{}</summary><div>{}</div></details>', summary, content
    )


@register.inclusion_tag("ui/components/form_token.html", takes_context=True)
def form_token(context: Context, form: Any = None) -> dict[str, Any]:
    """The CSRF token, and what lets the typed text survive a lost session. In every form that posts."""
    request = cast(RequestContext, context).request
    name = getattr(form, "form_name", "")
    return {"csrf_token": context.get("csrf_token"), "token": kept.form_token(request, form_name=name)}


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(form: Any) -> dict[str, Any]:
    """What is wrong in the form, each with a link to its field; nothing when nothing is."""
    return {"problems": problems_of(form), "not_saved": getattr(form, "not_saved", "")}


@register.inclusion_tag("ui/components/field_warnings.html")
def field_warnings(field: BoundField) -> dict[str, Any]:
    """What may be saved as it is but should be looked at again."""
    return {"warnings": warnings_at(field)}

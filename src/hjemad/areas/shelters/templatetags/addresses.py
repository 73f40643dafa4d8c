"""Addresses of stays on a page with hundreds of them: `{% load addresses %}`."""

from functools import lru_cache
from uuid import UUID

from django import template
from django.urls import get_script_prefix, reverse

register = template.Library()
_NOBODY = UUID(int=0)


@register.simple_tag
def of_stay(name: str, fact_id: UUID) -> str:
    """As `{% url %}` of this area's address of that name for the stay; each name is looked up once."""
    return _address(name, get_script_prefix()).replace(str(_NOBODY), str(fact_id))


@lru_cache(maxsize=64)
def _address(name: str, prefix: str) -> str:  # noqa: ARG001 - where the house is served from is part of it
    return reverse(f"shelters:{name}", args=[_NOBODY])

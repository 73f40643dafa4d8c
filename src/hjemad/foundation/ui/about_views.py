"""What the service says about itself to anybody, signed in or not."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def accessibility(request: HttpRequest) -> HttpResponse:
    """How usable the pages are, how that was tried, what is not known, and where to write."""
    return render(request, "ui/accessibility.html", {"contact": settings.ACCESSIBILITY_CONTACT})

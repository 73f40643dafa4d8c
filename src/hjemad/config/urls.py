"""Every address of the house. Each app's `urls.py` declares its pages with their permission."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []

"""Addresses of a person's rights. Each says on its line who may use it."""

from django.urls import URLPattern

app_name = "rights"

urlpatterns: list[URLPattern] = []

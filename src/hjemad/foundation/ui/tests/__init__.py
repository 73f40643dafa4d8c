"""Tests of formats, fields, components, sign-in, kept text and error pages."""

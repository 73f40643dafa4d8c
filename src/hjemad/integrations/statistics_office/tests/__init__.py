"""Tests of what Statistics Denmark gets."""

"""Tests of the provisions of serviceloven: what the case tables of tests/spec cannot say."""

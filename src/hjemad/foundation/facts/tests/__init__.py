"""Tests of `foundation.facts`."""

"""Tests of `foundation.organisations`."""

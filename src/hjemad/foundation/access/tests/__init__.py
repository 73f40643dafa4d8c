"""Tests of `foundation.access`."""

"""Tests of `foundation.privacy`."""

"""Tests of `foundation.audit`."""

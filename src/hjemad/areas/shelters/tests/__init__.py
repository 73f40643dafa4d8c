"""Tests of `areas.shelters`."""

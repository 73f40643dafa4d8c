"""Tests of `areas.citizens`."""

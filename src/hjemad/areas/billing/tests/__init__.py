"""Tests of `areas.billing`."""

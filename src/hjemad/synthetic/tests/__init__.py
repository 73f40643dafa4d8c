"""Tests of the kernel by example; its algebra is in the top-level `tests/properties`."""

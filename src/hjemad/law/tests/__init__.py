"""Tests of the law's readers and of what the case tables cannot say. The cases themselves: tests/spec."""

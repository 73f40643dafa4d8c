"""Tests of lists of stays."""

"""Algebra that must hold for all values: Hypothesis invents them, a slow and obvious twin is the oracle."""

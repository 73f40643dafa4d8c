"""Tests of the CPR register behind its protocol."""

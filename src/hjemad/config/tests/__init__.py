"""Tests of `config`: settings and what they are read from."""

"""Tests of `rights`."""

"""Tests of the ledger by example; what holds for any facts stands in tests/properties."""

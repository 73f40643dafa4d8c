"""Tests of the files of bills and invoices."""

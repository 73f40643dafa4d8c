"""Migrations of `rights`."""

"""Tests of the claim ledger in the database."""

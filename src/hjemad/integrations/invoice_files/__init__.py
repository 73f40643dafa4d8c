"""Bills as CSV, and invoices read from CSV or XLSX: one row per line, public ids only.

Not here: whether a row is right; the municipality compares it. Start reading at `reader.py`.
"""

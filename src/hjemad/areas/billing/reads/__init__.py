"""What the municipality's pages show of invoices: the list, one compared night by night, a file's preview.

Not here: how nights are judged (`rules.compare`). Start reading at `comparison.py`.
"""

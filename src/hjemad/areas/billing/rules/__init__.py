"""Pure: what amounts must be, what a month's bill holds, where an invoice and the facts differ.

Not here: words and the database. Start reading at `bill.py`.
"""

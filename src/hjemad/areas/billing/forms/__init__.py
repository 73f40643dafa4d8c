"""Forms of this area: rates and payments, bills, invoices.

Not here: any rule. Start reading at `rates.py`.
"""

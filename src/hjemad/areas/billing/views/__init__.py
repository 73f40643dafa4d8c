"""Pages of this area, thin: rates and payments, the shelter's bills, the municipality's invoices.

Not here: any rule. Start reading at `bills.py`.
"""

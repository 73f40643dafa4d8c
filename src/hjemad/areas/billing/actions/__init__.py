"""The only writers of this area: rates and payments, absences, bills issued, invoices received and answered.

Not here: who may open a page (`urls`). Start reading at `bills.py`.
"""

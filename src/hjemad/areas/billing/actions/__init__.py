"""The only writers of rates, payments, absences and bills. Invoices are written by `writes`, one floor up.

Not here: who may open a page (`urls`). Start reading at `bills.py`.
"""

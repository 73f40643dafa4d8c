"""All reads of claims, by subject: the ledger, statements of a year, remarks, nights, evidence.

Start at `ledger`: the draft of the next request and the closed ones.
"""

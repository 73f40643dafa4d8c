"""Claims of refund as a ledger: lines that never change, and what is right today minus what was ever closed.

Not here: which night is refundable (`law`). Start reading at `actions.py`.
"""

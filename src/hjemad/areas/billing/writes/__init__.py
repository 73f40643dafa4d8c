"""What is written about invoices: received from a file or typed, answered, and sent back to the shelter.

Not here: the shelter's own bills (`actions.bills`). Start reading at `invoices.py`.
"""

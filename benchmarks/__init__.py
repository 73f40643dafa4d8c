"""Measurements of what has a budget, run by `make bench` and never inside the tests.

Each measure first checks that the answer is right, then compares the seconds with its budget. Seconds say
something about one machine; the ratios and the machine's own figure say the rest. Start reading at
`measures.py`; what is measured stands in a module of its own, like `refund.py`.
"""

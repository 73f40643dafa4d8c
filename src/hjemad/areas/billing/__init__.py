"""What a night costs and what the person is charged: rates and resident payments as dated facts.

Not here: refund (`refunds`). A missing rate is unknown, never 0.
Start reading at `actions.py`.
"""

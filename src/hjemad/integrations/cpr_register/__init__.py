"""The CPR register behind a protocol: what it tells about a number, and a fake with invented people.

No real register is connected. Start at `register.py`; every adapter passes `tests/test_contract.py`.
"""

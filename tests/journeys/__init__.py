"""Walks through pages in a real browser. Start reading at `conftest.py`."""

"""The recipes behind `make`: set up, check, test, compile messages, build assets, write reference pages.

Not for what the product does. Start reading at `setup`.
"""

"""Tables of one subject each, which `models` gathers: notices, and decisions about disputed nights.

Stays and places stand in `models` itself.
"""

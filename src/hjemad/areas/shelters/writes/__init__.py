"""Writes of one subject each, above `actions`: notices to municipalities, decisions about disputed nights.

Each action is one transaction with its event. Start at `notices`.
"""

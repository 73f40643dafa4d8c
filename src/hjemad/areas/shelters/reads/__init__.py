"""Reads of one subject each, above `queries`: notices, and nights that must be checked.

Like `queries` they answer for an actor. In `disputes` stands what a house may be told of another: nothing.
"""

"""Reads of one subject each, above `queries`: own cases. Like `queries` they answer for an actor."""

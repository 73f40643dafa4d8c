"""Reads of one subject each, above `queries`: protection, blocks, finding, links, disputes, addresses.

Like `queries` they answer for an actor. Start at `finding` for what may be told outside one's own relations.
"""

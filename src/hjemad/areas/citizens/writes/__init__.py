"""Writes of one subject each, above `actions`: protection, blocks, finding, links, disputes, addresses.

Like `actions` each is one transaction with its event. Start at `links` for who is who.
"""

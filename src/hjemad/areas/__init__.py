"""The business areas, one Django app each, all with the same file names.

An area may use queries and actions of those before it: citizens, shelters, billing, refunds, overview.
Start reading at `shelters/actions.py`.
"""

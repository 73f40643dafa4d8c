"""Organisations as a dated tree with dated names: municipalities, regions, shelters, departments, agencies.

Not here: who works there (`access`).
Start reading at `models.py`, then `queries.py`.
"""

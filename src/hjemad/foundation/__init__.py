"""The Django apps every area stands on, from the ground: facts, audit, privacy, organisations, access, ui.

A later one may use an earlier one. Not here: anything about a business area.
Start reading at `facts/models.py` and `access/relation.py`.
"""

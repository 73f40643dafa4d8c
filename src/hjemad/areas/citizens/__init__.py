"""Persons as organisations wrote them down: records, identity, links between records, who acts and who pays.

Not here: stays, plans, decisions. A citizen has no facts of their own; every fact hangs on one record.
Start reading at `models.py`, then `actions.py`.
"""

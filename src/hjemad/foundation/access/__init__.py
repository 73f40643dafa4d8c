"""Who may see and do what: users, assignments, roles, the actor of a request, relations to records, routes.

Not here: which facts prove a relation (each area registers its own in `apps.py`).
Start reading at `roles.py` and `actor.py`; `relation.py` says which records are visible.
"""

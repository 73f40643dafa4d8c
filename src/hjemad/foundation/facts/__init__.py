"""Facts that money, law or statistics read: append-only versions, their triggers, and forms sent once.

Not here: who may see a fact (`access`), what a fact means (the areas).
Start reading at `models.py`, then `actions.py`; `triggers.py` is what makes the database keep the promise.
"""

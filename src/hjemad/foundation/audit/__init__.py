"""Who did what, who read what, what left the house: append-only logs, and the house's only clock.

Not here: what a log line means to a reader (the areas' `events.py`), field classes (`privacy`).
Start reading at `actions.py`, then `middleware.py`; `queries.py` reads the logs about one person.
"""

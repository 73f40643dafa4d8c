"""§ 110 shelters: places, and stays from the night a person is let in to the day they move on.

Not here: money (`billing`, `refunds`). A night is derived from an interval, never stored.
Start reading at `actions.py`.
"""

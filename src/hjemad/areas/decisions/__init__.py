"""What an authority decided about a person: ground, hearing, reasons, guidance, hand-over and appeal.

Knows no place, stay, dwelling or plan: those who decide about such things write the decision here.
Start at `actions.py`; which grounds are decisions stands in `rules.py`, what the law says in `law`.
"""

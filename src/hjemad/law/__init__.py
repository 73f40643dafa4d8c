"""Dated Danish law as data and pure functions: facts and a day in, a reasoned Finding out.

Not for rows, requests, clocks or files of users: nothing here knows Django, a database or what day it is.
A rule never guesses: a missing rate, fact or legal text gives the third answer, unknown, which says what is
missing.

Start reading at `finding.py` (the answer), then `rules_registry.py` (the rules) and `COVERAGE.yaml`
(what is not done).
"""

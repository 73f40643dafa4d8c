"""Provisions on social dwellings (almenboligloven), one module per question.

Their private sister, lov om boligforhold § 57 a, stands beside them.
Not for amounts. Start reading at `par_63_period.py`.
"""

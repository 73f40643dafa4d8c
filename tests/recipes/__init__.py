"""The scripts behind `make`: what set-up, checks and catalogues do when something is missing or wrong.

Not for what the scripts run. Start reading at `test_setup`.
"""

"""What is logged about own cases; each event names ids only."""

CASES_KEPT = "lawbook.cases_kept"
CASES_PUT_AWAY = "lawbook.cases_put_away"
CASES_ACCEPTED = "lawbook.cases_accepted"

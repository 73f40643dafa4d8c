"""What is logged about decisions; each event names ids only."""

DECIDED = "decisions.decided"
HANDED_OVER = "decisions.handed_over"
LIFTED = "decisions.lifted"
APPEAL_RECEIVED = "decisions.appeal_received"
APPEAL_REASSESSED = "decisions.appeal_reassessed"
APPEAL_PASSED_ON = "decisions.appeal_passed_on"
APPEAL_ANSWERED = "decisions.appeal_answered"

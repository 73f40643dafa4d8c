"""What is logged about claims; each event names ids only."""

CLAIM_CLOSED = "refunds.claim_closed"
CLAIM_EXPORTED = "refunds.claim_exported"

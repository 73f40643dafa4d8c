"""What is logged about records; each event names ids only."""

RECORD_CREATED = "citizens.record_created"
RECORD_LINKED = "citizens.record_linked"
IDENTITY_SET = "citizens.identity_set"
RESPONSIBLE_MUNICIPALITY_SET = "citizens.responsible_municipality_set"

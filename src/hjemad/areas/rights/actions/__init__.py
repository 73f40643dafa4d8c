"""All writes of a person's rights. Each is one transaction with its event."""

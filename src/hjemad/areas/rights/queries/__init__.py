"""All reads of a person's rights: logs, requests, deletions, breaches, unusual reading."""

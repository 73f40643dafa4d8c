"""The only writers of this area, by subject. Start at `ledger`: nothing of a closed claim ever changes."""

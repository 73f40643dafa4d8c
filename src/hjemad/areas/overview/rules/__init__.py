"""Which group of the day something belongs to. Pure."""

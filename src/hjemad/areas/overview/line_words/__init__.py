"""A life line and its legend in the reader's words."""

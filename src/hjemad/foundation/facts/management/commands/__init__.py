"""Commands of the facts app; each is thin."""

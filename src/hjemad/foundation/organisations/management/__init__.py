"""Commands of the organisations app; each is thin."""

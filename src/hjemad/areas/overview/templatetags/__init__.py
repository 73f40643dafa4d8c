"""Template tags of the life line."""

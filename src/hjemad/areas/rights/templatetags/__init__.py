"""Template tags of a person's rights."""

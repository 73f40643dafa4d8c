"""The forms of a person's rights."""

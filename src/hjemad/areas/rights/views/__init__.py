"""The pages of a person's rights, one module per subject."""

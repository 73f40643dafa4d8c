"""Tags of the law pages."""

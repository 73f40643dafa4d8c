"""Pages of the law: the list, one rule, its calculator."""

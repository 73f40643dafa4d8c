"""What the law pages decide: which facts were typed, where readings differ, what uses what. Pure."""

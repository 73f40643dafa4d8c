"""Pages about one decision: what it says, the sheet, the hand-over, an appeal."""

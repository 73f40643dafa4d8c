"""Pure: what amounts must be (`amounts`), what a month's bill holds (`bill`), where bill and facts differ
(`compare`). No database and no words.
"""

"""Claims in the reader's words: what the draft and the closed claim both say (ADR 0009)."""

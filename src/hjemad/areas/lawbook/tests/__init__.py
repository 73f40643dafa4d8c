"""The law on screen."""

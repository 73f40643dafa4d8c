"""Writes beside `actions`: what follows when somebody disagrees."""

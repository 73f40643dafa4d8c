"""The doors: settings, URLs, the command line. Not for rules, reads or writes. Start at `cli/main.py`."""

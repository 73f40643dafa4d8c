"""Where a person's data can be found: in answers, files, tables, logs and caches, as raw text.

Start reading at `reading.py` for what is searched and at `test_marked_citizen.py` for what may be found.
"""

"""What each field is (class, purpose, basis, retention), CPR numbers at rest, and search keys of names.

Not here: who may see a person (`access`). No tables of its own.
Start reading at `declarations.py`; `person_numbers.py` holds the keys' work.
"""

"""A shelter's own list of stays or residents, read from CSV or XLSX whatever its columns are called.

Pure: what is wrong with a row is said here, also beside the other rows and what the house knows already.
Nothing is written. Start reading at `judge.py`; `columns.py` finds the columns, `cells.py` reads them.
"""

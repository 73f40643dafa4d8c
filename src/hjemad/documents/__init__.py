"""Letters, bills and statements as PDF and spreadsheet, from plain values already cleared for the reader.

Not here: who may read them, and any query. Start reading at `case_document.py`.
"""

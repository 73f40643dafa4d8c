"""What Statistics Denmark gets each quarter about the stays of a § 110 shelter: columns, codes, checks, file.

The record description itself was not readable; the columns are the variables its documentation names. Pure.
Start reading at `quarter.py`.
"""

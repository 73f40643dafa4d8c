"""The files of `hjemad refund`: stays, rates, resident payments, closed lines in; lines out.

A file is taken whole or not at all: every row that cannot be used is reported with file, row, column and
rule, never with the value of a person field, and then nothing is written. Start reading at `readers.py`.
"""

"""Reads of decisions beside `queries`: the sheet, appeals and their clocks."""

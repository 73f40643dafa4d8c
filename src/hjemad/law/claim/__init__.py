"""The refund ledger: what a municipality may claim for a quarter, night by night.

The next claim holds, for each earlier quarter and person, what is right by today's facts minus everything
ever closed. Pure: files (`hjemad refund`) and the database (`areas/refunds`) call the same functions.
Not for storing, reading files or showing. Start reading at `ledger.build_lines`.
"""

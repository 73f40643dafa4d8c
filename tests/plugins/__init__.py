"""What a test run stands on: its throw-away database, its browser, its repeatable chance.

Not for fixtures of areas, which live beside their tests. Start reading at `database`.
"""

"""An invented Denmark with known truth: people, shelters, stays, rates and payments nobody has ever had.

Shaped like the published figures in `data/` (each row with its source), equal for equal seeds. For the demo,
for teaching, for benchmarks and as an oracle in tests. Pure: kernel and law, no Django, no clock, no
database. Not here: rows of a database (the demo loads them), the statistic itself, real people or places.
Start reading at `denmark.py`, then `model.py`.
"""

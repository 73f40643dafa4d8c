"""Pure values the whole house is built of: periods, nights, money, person numbers, dates, errors.

Not here: rules of law, anything that reads a clock, a file of the user's or a database.
Start reading at `periods.py`, then `intervals.py`: nights are derived there and nowhere else.
"""

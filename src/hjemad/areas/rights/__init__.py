"""What a person may ask of us, and what we owe them.

Who has looked, a copy of all we hold, their own words beside ours, deletion on its day, and what we do when
something leaked.
Not here: the logs themselves (`foundation/audit`) and who may see whom (`foundation/access`). Start reading
at `urls.py`.
"""

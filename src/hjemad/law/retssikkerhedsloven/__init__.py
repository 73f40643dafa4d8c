"""Rules of retssikkerhedsloven (Act on legal certainty and administration in social matters), a module each.

Not for rules of other acts. Start reading at `par_9.py`.
"""

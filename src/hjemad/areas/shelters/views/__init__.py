"""Pages of the shelter: each loads, binds a form, calls one action or query, and answers.

Not for what is allowed (actions, rules) or for reading rows (queries). Start reading at `board`.
"""

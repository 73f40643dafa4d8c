"""First screens of each role, and pages that show facts of more than one area.

Not here: facts of its own. It calls the queries of the areas below. Start reading at `urls.py`.
"""

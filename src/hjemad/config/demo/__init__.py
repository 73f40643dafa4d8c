"""Loads an invented Denmark into an empty database, through the actions of the areas: for `hjemad demo`.

Not here: how the country is invented (`hjemad.synthetic`), the command line (`config/cli/demo.py`).
Start reading at `load.py`.
"""

"""More tables of `citizens`, one module per subject; `models` names them all, so that Django finds them.

Not for reading or writing: that is `reads` and `writes`. Why these folders exist: docs/adr/0017.
"""

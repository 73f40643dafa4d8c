"""The command line: one module per command of ours, each thin (parse, call, print a summary).

Not for rules or writes, which live in `law` and in the areas' `actions`. Start reading at `main`.
"""

"""Nothing unclassified: sizes, names, layers, relations and texts that a person cannot watch by eye.

Not for behaviour. Each guard fails with a sentence that says how to mend what it found.
"""

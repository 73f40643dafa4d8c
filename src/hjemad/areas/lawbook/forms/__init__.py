"""Forms of the law pages: the calculator of a rule, and own cases."""

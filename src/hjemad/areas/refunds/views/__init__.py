"""Pages of claims: thin, each loads, binds a form, calls one action or query, and answers."""

"""What the documents promise is so: commands, links, versions, glossary.

Not for the content of generated pages, which `make docs` writes and a guard compares.
"""

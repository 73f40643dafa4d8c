"""Small faults put into law and kernel, one at a time, and whether the tests notice (docs/adr/0034)."""

"""Hjemad: the case, law and knowledge system for Denmark's work against homelessness.

Floors, from the ground: `kernel` (values), `law` (dated rules), `synthetic` (an invented Denmark),
`integrations` and `foundation`, `areas` (one Django app per business area), `config` (doors).
Start reading at `law/claim` for the money or `areas/shelters/actions.py` for a person let in.
"""

__version__ = "0.1.0"

"""More tables of `rights`; `models` names them all, so that Django finds them (docs/adr/0017)."""

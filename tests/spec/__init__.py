"""The law as cases a lawyer can read, in `cases/`, and what must hold for all of it."""

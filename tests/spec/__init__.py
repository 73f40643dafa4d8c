"""The law as cases a lawyer can read (`src/hjemad/law/cases/`), and what must hold for all of it."""

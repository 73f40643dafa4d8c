# The recipes of the house. Needs a Python 3.9 or newer and make; everything else is brought by `make setup`.
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-full check fix mutants bench docs

help:            ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' Makefile

setup:           ## build the environment in this folder (quick when nothing changed)
	@$(PYTHON) -c 'import sys; sys.version_info < (3, 9) and sys.exit("setup: needs Python 3.9 or newer to start with")'
	@$(PYTHON) scripts/setup.py

demo: setup      ## an invented Denmark, served on this machine; prints the users
	@$(BIN)/hjemad demo

test: setup      ## checks, then all tests on SQLite and on PostgreSQL, browser journeys included
	@$(BIN)/python scripts/test.py

test-full: setup ## as test, with the slow tests and many examples per property
	@$(BIN)/python scripts/test.py --full

check: setup     ## format, lint, types, import contracts, migrations, message catalogues
	@$(BIN)/python scripts/check.py

fix: setup       ## format and mend what the linter can mend
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

mutants: setup   ## put small faults into law and kernel; ARGS="--only kernel" for a part
	@$(BIN)/python scripts/mutants.py $(ARGS)

bench: setup     ## measure what has a budget, on a small country; ARGS=--whole for all of it
	@$(BIN)/python -m benchmarks $(ARGS)

docs: setup      ## write the generated reference pages again
	@$(BIN)/python scripts/docs.py

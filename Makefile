# Two commands: `make run` starts everything, `make test` tests everything. Both set up what is missing.
PYTHON ?= python3
BIN := .venv/bin
TESTS = $(BIN)/python -m pytest -q
SIDE_BY_SIDE = $(TESTS) --create-db -n 2 --dist loadfile -m "not whole_machine" $(PYTEST)
ONE_BY_ONE = $(TESTS) -n 1 -m whole_machine --durations=0 --durations-min=5 $(PYTEST)
OR_NONE = || { [ $$? -eq 5 ] && [ -n "$(PYTEST)" ]; }

.PHONY: run setup test check help

help:  ## Say what can be made
	@sed -n 's/^\([a-z]*\):.*## /\1  /p' $(MAKEFILE_LIST) | expand -t 8

run: setup  ## Set up what is missing, then start everything; Ctrl-C stops it
	@$(BIN)/anlan up

setup:  ## Install system packages, Python packages and browser assets; build catalogues and static files
	@$(PYTHON) scripts/bootstrap.py
	@$(BIN)/anlan build

test:  ## Run every test, with a database of its own; last, one by one, those that need the whole machine
	@$(PYTHON) scripts/bootstrap.py --tests
	@$(BIN)/anlan build
	@$(BIN)/anlan test-env -- sh -c '{ $(SIDE_BY_SIDE) $(OR_NONE); } && { $(ONE_BY_ONE) $(OR_NONE); }'

check: setup  ## Lint, types, contracts and the fast tests, in under a minute
	@$(BIN)/ruff check src tests scripts
	@$(BIN)/ruff format --check -q src tests scripts
	@$(BIN)/lint-imports
	@$(BIN)/mypy
	@ANLAN_VAR=var/test $(BIN)/python -m pytest -q tests/unit tests/architecture

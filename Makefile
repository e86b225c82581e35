# make run      the whole house on this machine, with a demo nation: http://127.0.0.1:8000
# make test     every test, on SQLite, on PostgreSQL and on PostgreSQL in hash partitions
#
# Needed: Python 3.11 or newer, make, and a package registry to reach. Nothing is installed outside this folder, but for
# what `make test` names (scripts/test-tools.sh).

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
ARGS ?=

.PHONY: run test check fix law bench docs clean papers mutants tools

run: .venv/run.stamp
	@exec $(BIN)/guizheng run $(ARGS)

test: .venv/dev.stamp tools
	@$(BIN)/python scripts/test.py $(ARGS)

check: .venv/dev.stamp
	@sh scripts/check.sh

fix: .venv/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

law: .venv/dev.stamp
	@$(BIN)/python scripts/test.py law

bench: .venv/dev.stamp
	@for one in benchmarks/law.py benchmarks/verify.py benchmarks/straggler.py; do echo "# $$one"; $(BIN)/python $$one || exit 1; done

docs: .venv/dev.stamp
	$(BIN)/python scripts/make_docs.py
	$(BIN)/python scripts/make_notices.py

papers: .venv/dev.stamp
	$(BIN)/guizheng papers $(ARGS)

mutants: .venv/dev.stamp
	nice -n 15 $(BIN)/python scripts/mutants.py $(ARGS)

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache mutants test-output build dist
	find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +

tools:
	@sh scripts/test-tools.sh

.venv/uv.stamp:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is missing" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=...")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@touch $@

.venv/run.stamp: .venv/uv.stamp requirements.lock pyproject.toml
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --compile-bytecode --require-hashes -r requirements.lock
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --no-deps --editable .
	$(BIN)/python -m compileall -q src
	@touch $@

.venv/dev.stamp: .venv/run.stamp requirements-dev.lock
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --compile-bytecode --require-hashes -r requirements-dev.lock
	@touch $@

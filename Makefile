# Everything a newcomer needs: `make demo` to try it, `make test` to check it.
# Both build .venv themselves, from hash-locked requirements; only python3 (>= 3.11) is assumed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

.PHONY: help setup demo static check test soak format lock clean

help:
	@echo "make demo   a newsroom on this machine, with the real bot in it"
	@echo "make check  format check, lint, types, contracts, the tests of facts/ (a minute)"
	@echo "make test   the same with all tests"
	@echo "make soak   the bot under load, killed a hundred times (some ten minutes)"
	@echo "make setup  prepare .venv for work on the code"
	@echo "make format rewrite the code in the house's format"
	@echo "make lock   renew the locked requirements from pyproject.toml"

$(VENV)/python.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Factdesk needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/run.stamp: requirements/run.txt pyproject.toml $(VENV)/python.stamp
	@echo "Installing what Factdesk needs (once) ..."
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	@echo "Installing what the checks need (once) ..."
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

setup: $(VENV)/dev.stamp

demo: $(VENV)/run.stamp
	@$(BIN)/factdesk rehearse

check: static
	$(BIN)/pytest -q -n 2 tests/facts

test: static
	$(BIN)/pytest -n 2 --cov --cov-report=term:skip-covered

static: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# KILLS=20 for a shorter one; SOAK=commands for one scenario alone.
soak: $(VENV)/dev.stamp
	PYTHONPATH=tests $(BIN)/python -m soak --kills $(or $(KILLS),100) $(SOAK)

format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix --select I .
	$(BIN)/ruff format .

lock: $(VENV)/dev.stamp
	$(BIN)/$(LOCK) pyproject.toml requirements/build.in -o requirements/run.txt
	$(BIN)/$(LOCK) --extra dev pyproject.toml requirements/build.in -c requirements/run.txt -o requirements/dev.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .coverage

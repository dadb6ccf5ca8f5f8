# Two commands on a fresh machine: `make demo` and `make test`. Both can be run again at any time.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DESK ?= demo-desk
PORT ?= 8024

.PHONY: demo test exchange check bench lock docs clean

$(VENV)/base.done: requirements/base.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14) and "Reportedly needs Python 3.11 to 3.13, not " + sys.version.split()[0] + "; name one with make PYTHON=python3.12")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what a desk runs on (the first time only)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/trained.done: requirements/trained.txt models/reportedly-en/pyproject.toml $(VENV)/base.done
	@echo "Installing the trained reader of English (the first time only)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/trained.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps ./models/reportedly-en
	@touch $@

$(VENV)/dev.done: requirements/dev.txt $(VENV)/trained.done
	@echo "Installing what the tests need (the first time only)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

demo: $(VENV)/trained.done  ## the whole way on the demonstration desk, then the site on loopback (NO_SERVE=1 or CI=true: without)
	@$(BIN)/reportedly demo $(DESK)
	@if [ "$$CI" = "true" ] || [ -n "$(NO_SERVE)" ]; then echo "Not serving; to see the pages: $(BIN)/reportedly serve --desk $(DESK)"; \
	else $(BIN)/reportedly serve --desk $(DESK) --port $(PORT); fi

test: $(VENV)/dev.done  ## all tests that can run here, and a list of those that could not
	@$(BIN)/python -m pytest -n auto

$(VENV)/exchange.done: requirements/exchange.txt $(VENV)/dev.done
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/exchange.txt
	@touch $@

exchange: $(VENV)/exchange.done  ## others' readers of exchanged data, for one test group (one of them is built against ICU's headers)

check: $(VENV)/dev.done  ## style, types, and the plan of the house
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(VENV)/dev.done  ## measures this machine; see benchmarks/README.md
	@$(BIN)/python benchmarks/run.py

docs: $(VENV)/dev.done  ## writes the generated command reference
	@$(BIN)/python -m reportedly.cli.reference docs/reference/commands.md

lock:  ## renews the locks (needs uv)
	@for set in base trained dev exchange train scale; do \
	  extra=$$([ $$set = base ] && echo pyproject.toml); \
	  uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
	    $$extra requirements/$$set.in -o requirements/$$set.txt; done

clean:
	rm -rf $(VENV) $(DESK) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

# Everything that one does with the project; `make` alone lists it.
# Needs Python 3.11 or newer, git and GNU make; all else is installed into .venv.

PYTHON ?= python3
PORT ?= 8000
# Passed on to pytest: make test TESTS=tests/test_architecture.py
TESTS ?=

VENV := .venv
BIN := $(VENV)/bin
QUICKBUILD := plugins/quickbuild
FRONTEND := plugins/syntopic/frontend
FRONTEND_FILES := $(filter-out %/node_modules,$(wildcard $(FRONTEND)/*)) \
	$(shell find $(FRONTEND)/src -type f)

# The theme's announcement about another version of MkDocs is not about these notes.
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help setup serve site test soak check assets lock
.DELETE_ON_ERROR:

help: ## List what make can do here
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(VENV)/.assets $(VENV)/.notes ## Install everything into .venv (the others do it when needed)

serve: setup ## Show the site while you write, at http://127.0.0.1:8000 (PORT=… for another)
	$(BIN)/syntopic serve --port $(PORT)

site: setup ## Build the site to publish into site/
	$(BIN)/syntopic build --strict

test: setup ## Run the tests
	$(BIN)/python -m pytest -n 2 --dist loadscope --no-loadscope-reorder $(TESTS)

soak: setup ## Run the random tests of all that is kept between builds for an hour or two
	SOAK=1 $(BIN)/python -m pytest -n 2 --dist loadscope --no-loadscope-reorder \
		$(QUICKBUILD)/tests $(shell grep -l SOAK tests/test_*.py tests/browser/test_*.py)

# Never with --quiet: it hides from --strict what strict counts.
check: setup ## Look for mistakes: style, types, and a strict build under both engines
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python build_frontend.py check
	@set -e; place=$$(mktemp -d); trap 'rm -rf "$$place"' EXIT; set -x; \
	$(BIN)/python -m mkdocs build --strict --site-dir "$$place/mkdocs"; \
	$(BIN)/python -m properdocs build --strict -f mkdocs.yml --site-dir "$$place/properdocs"

assets: $(VENV)/.installed ## Build styles, script and fonts again
	$(BIN)/python build_frontend.py
	@touch $(VENV)/.assets

lock: setup ## Pin the newest versions of all packages (needs uv)
	uv pip compile --upgrade --universal --python-version 3.11 --generate-hashes --quiet \
		--no-header --no-annotate --no-emit-index-url \
		pyproject.toml requirements/dev.in --output-file requirements/dev.txt

# Four stamps, so that each step is done again only when what it depends on has changed.
$(VENV)/.packages: requirements/dev.txt
	@$(PYTHON) -c 'import sys; sys.version_info < (3, 11) and sys.exit( \
		"Syntopic needs Python 3.11 or newer: try  make PYTHON=python3.12")'
	@echo "Installing into $(VENV): about a gigabyte, a few minutes, only this once."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

# Apart, because pip refuses an editable project as soon as one requirement has a hash.
$(VENV)/.installed: $(VENV)/.packages pyproject.toml build_frontend.py $(QUICKBUILD)/pyproject.toml
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation \
		--editable . --editable $(QUICKBUILD)
	@touch $@

$(VENV)/.assets: $(VENV)/.installed $(FRONTEND_FILES)
	$(BIN)/python build_frontend.py
	@touch $@

# What the notes' own code imports: the author may add to it without touching the project's pins.
$(VENV)/.notes: $(VENV)/.packages $(wildcard notes/requirements.txt)
	$(if $(wildcard notes/requirements.txt),$(BIN)/python -m pip install --quiet -r notes/requirements.txt)
	@touch $@

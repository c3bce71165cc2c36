# `make` alone lists what can be done. Each target sets itself up: Python 3.11 or later, git and
# make are all that must be there.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

export UV_PROJECT_ENVIRONMENT := $(VENV)
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: help
help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | \
		while IFS="$$(printf '\t')" read -r name what; do printf '  make %-9s %s\n' "$$name" "$$what"; done

# The first Python that is new enough and can make an environment.
$(BIN)/python:
	@for python in python3 python3.14 python3.13 python3.12 python3.11; do \
		if $$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			echo "Making $(VENV) with $$($$python --version)"; $$python -m venv $(VENV) && exit 0; \
		fi; \
	done; \
	echo "Reftel needs Python 3.11 or later with its venv module (Debian: apt-get install python3-venv)." >&2; exit 1

# uv is fetched into the environment only where the machine has none.
$(READY): pyproject.toml uv.lock | $(BIN)/python
	@command -v uv >/dev/null || $(BIN)/python -m pip install --quiet uv
	uv sync --locked --quiet --python $(BIN)/python
	@touch $@

.PHONY: setup
setup: $(READY) ## make the environment (every other target does it when needed)

.PHONY: demo
demo: $(READY) ## take in the sample cables, search them, show one and what it cites
	@$(BIN)/python demo/demo.py

# Programs that tests need beside Python: installed where that can be done, else named.
.PHONY: programs
programs:
	@command -v tesseract >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
		&& { apt-get install -qq -y tesseract-ocr || { apt-get update -qq && apt-get install -qq -y tesseract-ocr; }; } \
		>/dev/null 2>&1; } || echo "NOT RUN: the tests of scanned pages, for there is no Tesseract (Debian: tesseract-ocr)."

.PHONY: test
test: $(READY) programs ## run the tests, on all processors
	$(BIN)/pytest -n auto -q

.PHONY: check
check: $(READY) ## style, types, layers, and whether the documents can be built
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/basedpyright --project pyproject.toml
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check
	$(BIN)/zensical build --clean --strict

.PHONY: format
format: $(READY) ## put style in order
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

.PHONY: docs
docs: $(READY) ## write the reference anew and build the documents (site/)
	$(BIN)/python docs/generate.py
	$(BIN)/zensical build --clean --strict

.PHONY: bench
bench: $(READY) ## measure speed and memory, and how far the parser's words reach (minutes)
	@if command -v cc >/dev/null; then $(MAKE) compiled; else echo "No C compiler: only the plain parser is measured."; fi
	$(BIN)/python -m benchmarks

# From a copy, for machine code beside the sources would hide every later change to them.
.PHONY: compiled
compiled: $(READY) ## make an environment with the parser compiled (.venv-compiled); needs a C compiler
	@command -v uv >/dev/null || $(BIN)/python -m pip install --quiet uv
	@rm -rf build/compiled $(VENV)-compiled && mkdir -p build/compiled
	@cp -R pyproject.toml README.md LICENSE src build/compiled/
	HATCH_BUILD_HOOK_ENABLE_MYPYC=1 uv build --quiet --wheel --out-dir build/compiled/wheel build/compiled
	uv venv --quiet --python $(BIN)/python $(VENV)-compiled
	uv pip install --quiet --python $(VENV)-compiled/bin/python build/compiled/wheel/*.whl

.PHONY: test-compiled
test-compiled: compiled ## run the parser's tests on the compiled parser
	uv pip install --quiet --python $(VENV)-compiled/bin/python hypothesis pytest pytest-xdist
	$(VENV)-compiled/bin/python -m pytest -n auto -q tests/parser tests/samples tests/quality

.PHONY: quality
quality: $(READY) ## precision and recall by field; what was gained and lost since the last commit
	$(BIN)/python -m quality

.PHONY: fuzz
fuzz: $(READY) ## feed the parser with noise until it breaks or ten minutes are over
	uv sync --locked --quiet --inexact --group fuzz --python $(BIN)/python
	$(BIN)/python -m benchmarks.fuzz

.PHONY: clean
clean: ## remove all that make has made
	rm -rf $(VENV) $(VENV)-compiled build site .cache demo.archive .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests synthetic quality benchmarks demo docs -name __pycache__ -type d -prune -exec rm -rf {} +

# All that one does with a checkout. It needs git, make, bash and Python 3.11 or later with pip:
# where there is no uv, the first command puts one into .tools/.
# Another interpreter than python3: make test PYTHON=python3.12

SHELL := bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
UV := $(shell uv --version >/dev/null 2>&1 && echo uv)
ifeq ($(UV),)
UV := $(CURDIR)/.tools/bin/uv
BRING_UV := .tools/bin/uv
# A private uv keeps to the interpreter that is there, where one that a person installed may choose.
# Where a version manager's script stands for it, that is the interpreter behind the script.
export UV_PYTHON := $(shell $(PYTHON) -c 'import sys; print(sys._base_executable)')
endif
RUN := $(UV) run --no-sync

.PHONY: help setup browser demo test lint format train notebooks bench clean

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s%s\n", $$1, $$2}' $(MAKEFILE_LIST)

.tools/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed; name one with PYTHON=" if sys.version_info < (3, 11) else 0)'
	PIP_USER=0 $(PYTHON) -m pip install --quiet --disable-pip-version-check --upgrade --target .tools uv

setup: $(BRING_UV) ## install what uv.lock names into .venv
	$(UV) sync --locked

demo: setup ## score the letters in examples/
	$(RUN) foi score examples

browser: ## install Chromium for the tests in a browser where there is none, as root on Debian
	@bash .ci/browser

# The tests run side by side: threads beneath them would only get in their way.
test: export OMP_NUM_THREADS = 1
test: setup ## run the tests, those in a browser where there is one
	$(RUN) pytest

lint: setup ## check style and types
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy

format: setup ## put style right where that can be done by itself
	$(RUN) ruff check --fix .
	$(RUN) ruff format .

train: setup ## fit the models to the labelled corpus
	$(RUN) foi train

notebooks: setup ## execute the notebooks anew and keep what they show
	$(RUN) python notebooks/execute.py

bench: setup ## measure quality on the frozen test split, and speed and memory on one core
	$(RUN) foi evaluate training/corpus/test
	$(RUN) python benchmarks/speed.py
	$(RUN) python benchmarks/mutations.py

clean: ## remove what was made, the environment included
	rm -rf .tools .venv build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis

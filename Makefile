# The commands of Caseclock. `make` alone lists them.
# Needed on the machine: make, and Python 3.11, 3.12, 3.13 or 3.14. Everything else is fetched by `make setup`.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

# Great Expectations and Airflow take twice as long to import without compiled bytecode.
unexport PYTHONDONTWRITEBYTECODE
# Only the interpreter that is here is used; uv is not to fetch another one.
export UV_PYTHON_DOWNLOADS := never
# A virtual environment that happens to be active is not ours.
unexport VIRTUAL_ENV

UV_VERSION := 0.13.9
TOOLS      := .caseclock/tools
BIN        := .venv/bin
READY      := .venv/.ready

# What one may change: make bench CHILDREN=60000 (or AUTHORITIES=15), make crash SEEDS=20, make run AS_AT=2026-03-31
CHILDREN ?= 5000
SEEDS    ?= 100

# A clone that was moved has scripts that point to where it was: then it is set up again.
ifneq ($(shell cat $(READY) 2>/dev/null),$(CURDIR))
.PHONY: $(READY)
endif

.PHONY: help setup run test serve bench crash lint

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*##  *\(.*\)$$/  make \1 \2/p' $(MAKEFILE_LIST) | awk '{printf "  make %-8s", $$2; $$1=$$2=""; print substr($$0, 3)}'

setup: $(READY)  ## .venv from requirements.lock; nothing is done when nothing has changed

run: setup  ## tonight's run on the sample authority, in Airflow
	@$(BIN)/python plugins/run_night.py $(if $(AS_AT),--as-at $(AS_AT))

test: setup lint  ## set up, then lint, types and all tests
	@$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder -m "not airflow"
	@$(BIN)/python -m pytest -m airflow

lint: setup  ## ruff, mypy and sqlfluff
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@PYTHONWARNINGS=ignore::UserWarning:multiprocessing.resource_tracker \
	  $(BIN)/sqlfluff lint --processes 2 sql expectations

serve: setup  ## Airflow with its scheduler and pages, on 127.0.0.1
	@$(BIN)/caseclock serve

bench: setup  ## the benchmark table; CHILDREN=60000 for the size of a county, AUTHORITIES=15 for a region
	@$(BIN)/python bench/$(if $(AUTHORITIES),region.py --authorities $(AUTHORITIES),table.py) --children $(CHILDREN)

crash: setup  ## 100 nights and publications killed at a random moment; SEEDS=20 for fewer
	@CASECLOCK_CRASH_SEEDS=$(SEEDS) $(BIN)/python -m pytest -n 2 -m crash tests/faults

$(READY): requirements.lock pyproject.toml
	@bash .ci/setup "$(UV_VERSION)" "$(TOOLS)"
	@printf '%s\n' "$(CURDIR)" > $@

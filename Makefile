# The only two commands that a newcomer needs: make demo, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
COMPILED := .venv-compiled
N ?= 300
SIZES ?= 1000,10000,100000
SECONDS ?= 60
# Compiled once, not by each of the hundreds of processes that the tests start.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test lint types rules mutants oracle oracle-packs compiled fuzz bench clean

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

# Not editable, and so compiled (hatch_build.py): made anew when anything of it has changed.
$(COMPILED)/installed: pyproject.toml hatch_build.py $(shell find src rules fixtures -type f ! -name '*.pyc')
	$(PYTHON) -m venv $(COMPILED)
	$(COMPILED)/bin/pip install --quiet --disable-pip-version-check .
	touch $@

demo: $(VENV)/installed      ## sets up, then checks the bundled caseload and shows the first screen
	$(BIN)/practice-check demo --out demo

test: $(VENV)/installed      ## everything that must hold
	$(MAKE) --jobs 2 --output-sync=target lint types rules
	$(BIN)/pytest -n auto --dist loadfile

lint: $(VENV)/installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/installed
	$(BIN)/mypy

rules: $(VENV)/installed
	$(BIN)/practice-check rules validate
	$(BIN)/practice-check rules test
	$(BIN)/practice-check rules coverage --fail-under 100

mutants: $(VENV)/installed   ## changes every rule a little: its own examples must notice
	$(BIN)/practice-check rules mutants --jobs 2 --fail-under 97

oracle: $(VENV)/installed    ## holds the checker against the brute-force evaluator: make oracle N=10000
	$(BIN)/python -m tests.oracle.run --cases $(N)

oracle-packs: $(VENV)/installed  ## the same for the rules that ship, on damaged exports: make oracle-packs N=10000 (10 minutes)
	$(BIN)/python -m tests.oracle.run --shipped --cases $(N) --jobs 2

compiled: $(COMPILED)/installed ## holds the program as pip install compiles it against the same as it is written
	$(COMPILED)/bin/python -m tests.compiled.run
	$(COMPILED)/bin/practice-check rules test
	$(COMPILED)/bin/python -m tests.oracle.run --cases $(N)

bench: $(COMPILED)/installed ## how fast, in how much memory, for 1,000 to 100,000 cases: make bench SIZES=1000,10000
	$(COMPILED)/bin/python -m tests.bench.run --sizes $(SIZES)

fuzz: $(VENV)/installed      ## fuzzes every reader and loader, for so long in all: make fuzz SECONDS=600
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[fuzz]'
	$(BIN)/python -m tests.fuzz $(SECONDS)

clean:
	rm -rf $(VENV) $(COMPILED) demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Everything here needs only make and Python 3.11 or newer. `make help` lists the targets.
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
LOCK := .ci/requirements.lock
NEWEST := for p in "$(PYTHON)" python3 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done

.DEFAULT_GOAL := help
SETS ?= $(wildcard tests/eval/sets/*.json ../shared/heldin/*.json)
MODULE ?= decision
TABLES ?= $(wildcard ../shared/data/fusion_*.csv.gz)

.PHONY: mutants picture web eval bench soak help report test check lint types layers docs schemas lock clean

help:  ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | \
		while IFS='|' read -r name text; do printf '%-16s %s\n' "$$name" "$$text"; done

report: $(VENV)/.run  ## make the environment and write build/report.html from claims/
	@mkdir -p build
	$(BIN)/claimgraph report claims -o build/report.html

web: $(VENV)/.run  ## bring the full query editor for `claimgraph serve` with npm
	$(BIN)/python -m claimgraph.serve.vendored

test: $(VENV)/.dev  ## make the environment and run all tests
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

check: lint types test  ## all that a change has to pass

lint: $(VENV)/.dev  ## style and layout of the code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev  ## static types, strictly
	$(BIN)/mypy --strict src tests

soak: $(VENV)/.dev  ## long runs: loads killed at 20 moments, 50 clients at the server for a minute
	CLAIMGRAPH_SOAK=1000000 $(BIN)/python -m pytest tests/faults/test_kill.py \
		tests/browser/test_accessibility.py tests/unit/report/test_fuzz.py
	$(BIN)/python -m tests.soak.serving --clients 50 --seconds 60

bench: $(VENV)/.dev  ## measure against the peers and write docs/benchmarks.md (SIZES=claims)
	$(BIN)/python -m tests.bench $(SIZES)

mutants: $(VENV)/.dev  ## change each constant and comparison of the kernel: a test has to fail (MODULE=cells)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check cosmic-ray==8.7.0
	@rm -rf build/mutants && mkdir -p build/mutants
	git ls-files -z | xargs -0 cp --parents -t build/mutants
	sed 's/decision/$(MODULE)/' tests/mutants.toml > build/mutants/mutants.toml
	cd build/mutants && export CLAIMGRAPH_MUTANTS=$(MODULE) && PATH="$(CURDIR)/$(BIN):$$PATH" && export PYTHONPATH="$$PWD/src" && \
		cosmic-ray init mutants.toml mutants.sqlite && python -m tests.mutants mutants.sqlite && \
		nice -n 10 cosmic-ray exec mutants.toml mutants.sqlite && \
		cr-report --surviving-only --show-diff mutants.sqlite

eval: $(VENV)/.dev  ## recall and precision against relations made by hand (SETS=files); copying (TABLES=files)
	$(BIN)/python -m tests.eval $(SETS)
	$(BIN)/python -m tests.eval.copying $(TABLES)

layers: $(VENV)/.dev  ## imports only go down, modules stay small
	$(BIN)/python -m pytest tests/test_layers.py

picture: $(VENV)/.dev  ## take the picture of the report in the README, with Chromium
	$(BIN)/python -m tests.browser.picture

docs: $(VENV)/.dev  ## write the generated parts of docs/ again
	$(BIN)/python -m tests.generated docs

schemas: $(VENV)/.dev  ## write the generated parts of the JSON Schemas again
	$(BIN)/python -m tests.generated schemas

lock: $(VENV)/.dev  ## record the installed versions in .ci/requirements.lock
	@{ sed -n '/^#/p' $(LOCK); $(BIN)/pip freeze --exclude-editable | tr 'A-Z' 'a-z' | sort; } > $(LOCK).new
	@mv $(LOCK).new $(LOCK)

clean:  ## remove the environment and everything built
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(BIN)/python:
	@python="$$($(NEWEST))"; \
	if [ -z "$$python" ]; then echo "Python 3.11 or newer is needed; set PYTHON=/path/to/python3"; exit 1; fi; \
	"$$python" -m venv $(VENV) || { echo "this Python has no venv module (on Debian: apt-get install python3-venv)"; exit 1; }

# The build backend comes from the lock too, so nothing is taken in a version nobody tested.
$(VENV)/.run: $(BIN)/python pyproject.toml $(LOCK)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c $(LOCK) hatchling editables
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c $(LOCK) --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c $(LOCK) --no-build-isolation -e '.[dev]'
	@touch $@

# `make run` and `make test` each do all the set-up they need in .venv; only Python >= 3.11 is required.
PYTHON ?= python3
PORT ?= 8501
APP ?=
VENV := .venv
BIN := $(VENV)/bin
TYPESCRIPT := 5.9.3
AXE := 4.14.1
VALIDATE := 11.21.1
PUPPETEER := 25.16.0
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.DEFAULT_GOAL := help
.PHONY: help run site test lint style types pytest oldest claims format bench goldens clean

help: ## show this list
	@sed -n 's/^\([a-z]*\):[^#]*## /\1|/p' $(MAKEFILE_LIST) | while IFS='|' read -r name what; do \
		printf '  make %-8s %s\n' "$$name" "$$what"; done

run: $(VENV)/.app ## serve the app on http://localhost:8501 (PORT=... for another port)
	$(BIN)/python -m streamlit run server.py --server.port $(PORT)

site: $(VENV)/.app ## write the course as pages without a server to build/site (APP=https://... links to the app)
	rm -rf build/site
	$(BIN)/python -m publish build/site --app "$(APP)"

test: $(VENV)/.dev $(VENV)/.npm style ## lint, types and all tests, the browser's included
	$(MAKE) --no-print-directory --jobs 2 types pytest

lint: style types ## lint, format check and types, of the Python and the JavaScript

style: $(VENV)/.dev
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/oxlint --deny-warnings

types: $(VENV)/.dev $(VENV)/.npm
	$(BIN)/basedpyright
	$(BIN)/node $(VENV)/js/node_modules/typescript/bin/tsc --project player/web/jsconfig.json

pytest: $(VENV)/.dev $(VENV)/.npm
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

oldest: $(VENV)/oldest/.app ## open all pages with the oldest versions that requirements.txt allows
	PYTHONPATH=. $(VENV)/oldest/bin/python tests/browser/oldest.py

claims: $(VENV)/.dev ## check at length what tests check in part: verdicts, answers, visits, networks, slides (minutes)
	$(BIN)/python -m tests.simulation.verdicts 20000
	$(BIN)/python -m tests.lessons.test_answers
	$(BIN)/python -m tests.lessons.test_judge
	EVERY_MESSAGE=1 $(BIN)/python -m pytest -q tests/pages/test_quick.py
	VISITS=1000 $(BIN)/python -m pytest -q tests/pages/test_wander.py
	RANDOM_SETTINGS=50 $(BIN)/python -m pytest -q tests/publish/test_parity.py
	WHOLE_SITE=1 $(BIN)/python -m pytest -q tests/browser/test_site.py
	$(BIN)/python -m tests.lessons.worked 200
	PYTHONPATH=. $(BIN)/python tests/networks/all_claims.py
	PYTHONPATH=. $(BIN)/python tests/browser/fit.py

format: $(VENV)/.dev ## format the code and fix what ruff can fix
	$(BIN)/python -m ruff check --fix .
	$(BIN)/python -m ruff format .

bench: $(VENV)/.bench ## run the benchmarks (results go to benchmarks/results)
	@left=; for script in $$(grep -rl '^if __name__ ==' benchmarks --include=*.py); do \
		echo "== $$script"; PYTHONPATH=. $(BIN)/python "$$script" || left="$$left $$script"; done; \
		[ -z "$$left" ] || { echo "Not measured, in part or at all (see above):$$left" >&2; exit 1; }

goldens: $(VENV)/.oracles ## make the golden numbers again from the libraries in requirements-oracles.txt
	@set -e; for script in tests/goldens/make_*.py; do \
		echo "== $$script"; PYTHONPATH=. $(BIN)/python "$$script"; done

clean: ## remove the environment and everything generated
	rm -rf $(VENV) build static/* .pytest_cache .ruff_cache .hypothesis benchmarks/results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# One stamp per requirements file: installed once, and again when the file changes.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed, and $(PYTHON) is not:" \
			"$$($(PYTHON) --version 2>&1). Name another one: make PYTHON=python3.12" >&2; \
		exit 1; }
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/.app: requirements.txt | $(BIN)/python
	$(PIP) -r $<
	@touch $@

$(VENV)/.dev: requirements-dev.txt requirements.txt | $(BIN)/python
	$(PIP) -r $<
	@touch $@

# TypeScript reads JSDoc, axe-core looks for what hinders people, html-validate for faults of the
# published pages, and puppeteer-core drives Firefox; they come from npm alone, and nothing is built
# with them.
$(VENV)/.npm: Makefile | $(VENV)/.dev
	$(BIN)/npm install --prefix $(VENV)/js --no-save --silent typescript@$(TYPESCRIPT) axe-core@$(AXE) \
		html-validate@$(VALIDATE) puppeteer-core@$(PUPPETEER)
	@touch $@

# Of "numpy>=2,<3" pip would take the newest; of "numpy==2.0.*" it cannot.
$(VENV)/oldest/.app: requirements.txt | $(BIN)/python
	$(BIN)/python -m venv --clear $(VENV)/oldest
	sed -E 's/ *#.*//; s/>=([0-9]+),/>=\1.0,/; s/>=([0-9.]+),<[0-9]+/==\1.*/' $< > $(VENV)/oldest/requirements.txt
	$(VENV)/oldest/bin/python -m pip --disable-pip-version-check install --quiet \
		-r $(VENV)/oldest/requirements.txt -c requirements-dev.txt pytest playwright
	@touch $@

$(VENV)/.bench: benchmarks/requirements.txt $(VENV)/.app
	$(PIP) -r $<
	@touch $@

$(VENV)/.oracles: requirements-oracles.txt $(VENV)/.app
	$(PIP) -r $<
	@touch $@

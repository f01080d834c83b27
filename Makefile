# Every target works on a fresh machine with Python 3.11+ (with venv) and make.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: run test install check eval bench material clean

run: install  ## Serve the web chat, with the sample plans in an empty store
	@$(BIN)/assistant ingest --if-empty corpus
	@$(BIN)/assistant serve --port $(PORT)

install: $(VENV)/.runtime  ## The runtime alone

test: $(VENV)/.tests  ## Every test; what cannot run here is skipped by name
	@$(BIN)/python -m pytest -rs -n auto --dist loadfile $(TESTS)

check: $(VENV)/.tests  ## Formatting, lint, types, import rules
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy assistant eval corpus/maker
	@$(BIN)/lint-imports

eval: $(VENV)/.tests  ## Accuracy of answers and retrieval against the baselines
	@$(BIN)/python -m eval --retrieval

bench: $(VENV)/.tests  ## Speed and memory, beside what a user would pick instead
	@$(BIN)/python -m eval.bench

material: $(VENV)/.tests  ## Build the sample and made documents from their sources
	@$(BIN)/python -m corpus.maker

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Cần Python 3.11 trở lên" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Đang cài đặt (khoảng một phút) …"
	@$(PIP) --constraint constraints.txt --editable .
	@touch $@

# torch is pinned for tests and training alone: the package itself runs without it.
$(VENV)/.tests: pyproject.toml constraints.txt constraints-models.txt | $(VENV)/bin/python
	@echo "Đang cài những gì kiểm thử cần …"
	@$(PIP) --constraint constraints-models.txt torch
	@$(PIP) --constraint constraints.txt --constraint constraints-models.txt --editable '.[dev,models]'
	@touch $@ $(VENV)/.runtime

clean:  ## Take away what was built, not what was ingested
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

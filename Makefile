# Two commands: `make demo` and `make test`. Everything is installed into .venv. `make help` lists all.
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= 2

# pip's own talk is left out but for some lines; its complaints and its exit code are kept.
define install
@echo "正在准备 .venv（首次约一两分钟）/ preparing .venv, the first time a minute or two"
@{ $(BIN)/python -m pip install --disable-pip-version-check --progress-bar off \
  -c constraints.txt -e '$(1)' || touch .venv/failed; } | .ci/progress
@! rm .venv/failed 2>/dev/null
endef

.PHONY: help demo serve test dev quick hooks migration check env lint format bundle clean

help:  ## what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: .venv/run.stamp  ## build the demo store and serve the dashboard
	$(BIN)/oversight demo

serve: .venv/run.stamp  ## serve the store that OVERSIGHT_DATABASE_URL names
	$(BIN)/oversight serve

test: check  ## every check and every test; pytest's summary comes last
	$(BIN)/python -m pytest -n $(WORKERS)

dev: .venv/run.stamp  ## serve the demo store, anew within two seconds of every change
	$(BIN)/python -m dashboard.develop demo

quick: check  ## the checks, and the tests of what has changed since the last commit
	$(BIN)/python -m tests.changed -n $(WORKERS)

hooks:  ## have git run `make quick` before every commit
	git config core.hooksPath .ci/hooks

migration: .venv/run.stamp  ## write the next step of the schema; NAME="what it does"
	@test -n "$(NAME)" || { echo 'make migration NAME="what it does"'; exit 1; }
	$(BIN)/python -m dashboard.store.new_migration $(NAME)

check: lint  ## everything but the tests
	$(BIN)/mypy
	$(BIN)/lint-imports

lint: .venv/test.stamp  ## form and style
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

format: .venv/test.stamp  ## put form and style right
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

env: .venv/test.stamp  ## the environment alone

bundle: .venv/bin/python  ## one archive for a network without registries; FOR="3.11 3.12"
	PYTHON=$(BIN)/python FOR="$(FOR)" .ci/bundle

clean:  ## remove the environment
	rm -rf .venv

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "需要 Python 3.11 或更新版本：请安装，或用 make PYTHON=/路径/python3.11 指定"; \
	  echo "Python 3.11 or newer is needed; install it or say make PYTHON=..."; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
	  echo "无法建立虚拟环境：Debian 上请先安装 python3-venv"; \
	  echo "no virtual environment could be made; on Debian: apt-get install python3-venv"; exit 1; }

.venv/run.stamp: pyproject.toml constraints.txt | .venv/bin/python
	$(call install,.)
	@touch $@

.venv/test.stamp: pyproject.toml constraints.txt | .venv/bin/python
	$(call install,.[test])
	@touch $@ .venv/run.stamp

# Two commands: `make demo` and `make test`. Everything is installed into .venv.
# `make bundle` writes the archive that installs where no registry is in reach.
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

.PHONY: demo serve test check env lint format bundle clean

demo: .venv/run.stamp  ## build the demo store and serve the dashboard
	$(BIN)/oversight demo

serve: .venv/run.stamp  ## serve the store that OVERSIGHT_DATABASE_URL names
	$(BIN)/oversight serve

test: check  ## every check and every test; pytest's summary comes last
	$(BIN)/python -m pytest -n $(WORKERS)

check: lint  ## everything but the tests
	$(BIN)/mypy
	$(BIN)/lint-imports

lint: .venv/test.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

format: .venv/test.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

env: .venv/test.stamp

bundle: .venv/bin/python  ## one archive for a network without registries; FOR="3.11 3.12"
	PYTHON=$(BIN)/python FOR="$(FOR)" .ci/bundle

clean:
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

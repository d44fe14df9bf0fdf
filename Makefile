# Every command does its own set-up: on a machine with Python 3.11 or newer nothing else is needed.
PYTHON ?= python3
BIN := .venv/bin
ALL_MODELS := m3e-small qwen2.5-coder-1.5b

.PHONY: run setup test lint eval regress bench
.DEFAULT_GOAL := run

run: .venv/installed
	$(BIN)/python app.py

setup: .venv/installed
	@for model in $(ALL_MODELS); do $(BIN)/youju models pull $$model >/dev/null || exit 1; done

test: setup .venv/browser
	$(BIN)/pytest

lint: .venv/installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

eval: setup
	$(BIN)/youju eval eval/suites/knowledge.jsonl --corpus knowledge

# What got worse than the baseline beyond chance, on every fifth question and without a chat model.
regress: setup
	$(BIN)/youju eval eval/suites/knowledge.jsonl --corpus knowledge --quote --limit 60 \
	  --baseline eval/baselines/quoted.json

bench: setup
	@for file in eval/benchmarks/*.py; do $(BIN)/python $$file || exit 1; done

# uv installs in seconds what an old pip resolves in minutes. It does not read pip's configuration,
# so the index and the folders of wheels that pip is told of are passed on to it.
.venv/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "错误：需要 Python 3.11 或更新版本。办法：make PYTHON=/路径/python3.11 run"; exit 1; }
	@echo "正在安装依赖（约一分钟）……"
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@index=$$($(BIN)/pip config get global.index-url 2>/dev/null || true); \
	links=$${PIP_FIND_LINKS:-$$($(BIN)/pip config get global.find-links 2>/dev/null || true)}; \
	[ -n "$${PIP_INDEX_URL:-$$index}" ] && export UV_DEFAULT_INDEX="$${PIP_INDEX_URL:-$$index}"; \
	[ -n "$$links" ] && export UV_FIND_LINKS="$$(echo $$links | tr ' ' ',')"; \
	if [ "$$(uname)" = Linux ] && [ -z "$$links" ]; then \
	  UV_HTTP_TIMEOUT=15 $(BIN)/uv pip install --quiet --torch-backend=cpu torch -c constraints.txt \
	    || echo "连不上 PyTorch 的 CPU 版软件源，改用默认源（会多下载几个 GB）。"; \
	fi; \
	$(BIN)/uv pip install --quiet --compile-bytecode -e '.[dev]' -c constraints.txt
	@touch $@

# The browser of the browser test: the system's, or Debian's package, or Playwright's own.
.venv/browser: .venv/installed
	@if [ ! -x /usr/bin/chromium ]; then \
	  if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	    apt-get update -qq && apt-get install -y -qq chromium fonts-noto-cjk >/dev/null; \
	  else $(BIN)/playwright install chromium; fi; \
	fi
	@touch $@

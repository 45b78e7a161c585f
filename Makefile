# `make` alone lists what there is.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8080
ON_NODES ?= $(addprefix --only ,nodes conversation people presence names history once private typing rooms announcements)
NODE_MODULES := $(patsubst %/package-lock.json,%/node_modules/.package-lock.json,$(wildcard examples/*/package-lock.json))

.PHONY: help setup run test lint lint-page unit spec nodes browser mixed pages examples wheel networks mutants mutants-foreign docs bench guard lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-15s %s\n", $$1, $$2}'

setup: .venv/.compiled ## install everything needed, into .venv/

.venv/.ready: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make setup PYTHON=python3.12" >&2; exit 1; }
	@echo "Setting up .venv/ (once, and again when requirements.lock changes) …"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/.compiled: .venv/.ready setup.py server/ws/_fast_text.c
	@$(BIN)/python setup.py --quiet build_ext --inplace >.venv/compile.log 2>&1; ls server/ws/_fast_text.*.so >/dev/null 2>&1 || echo "Not compiled (no C compiler?): the server does the same in Python, a little slower." >&2
	@$(BIN)/python -m compileall -q server alicebob
	@touch $@

run: setup ## start the chat on http://localhost:8080 (PORT=3000 make run: elsewhere)
	@exec env PORT=$(PORT) $(BIN)/python -m server

test: lint unit spec nodes mixed ## everything that must be green: lint, types, unit tests, the specification

lint: setup ## style, types and spelling
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet . || { echo "Not formatted: .venv/bin/ruff format ." >&2; exit 1; }
	@$(BIN)/mypy
	@$(BIN)/mypy steps environment.py
	@$(BIN)/codespell
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory lint-page; \
	else echo "NOT RUN: the linter and the types of the page's scripts, because there is no npm." >&2; test -z "$$CI"; fi

PAGE_TOOLS := tests/page/node_modules/.bin

lint-page: tests/page/node_modules/.ready
	@$(PAGE_TOOLS)/biome lint --error-on-warnings --log-level=warn --config-path=tests/page/lint.json server/web/page/assets/scripts server/web/page/assets/styles tests/page/*.js tests/page/support
	@$(PAGE_TOOLS)/tsc --project tests/page

tests/page/node_modules/.ready: tests/page/package-lock.json
	@npm ci --silent --no-audit --no-fund --prefix tests/page
	@touch $@

unit: browser ## the unit tests
	@$(BIN)/python -m pytest -n 4

spec: setup ## the specification, against the reference server, in every dialect
	@$(BIN)/python -m alicebob judge --profile reference
	@$(BIN)/python -m alicebob judge --profile reference --dialect events
	@$(BIN)/python -m alicebob judge --profile reference --dialect envelope

nodes: setup ## what users do, on two servers with a Redis or Valkey between them (ON_NODES=: all of the specification)
	@$(if $(CI),CHAT_REQUIRE_SERVICES=1) $(BIN)/python -m alicebob judge --profile reference-cluster $(ON_NODES) || test $$? -eq 4

browser: setup ## a browser for the page, where there is none: Debian's package for root, or Playwright's own
	@$(BIN)/python -m tests.support.browser || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && { apt-get update -qq; apt-get install -y -qq chromium-headless-shell; } >/dev/null; } || $(BIN)/playwright install chromium || echo "No browser: what needs one is not run (docs/pages.md)." >&2

mixed: browser ## what people say and who comes and leaves, with every other user on the page: two minutes
	@if $(BIN)/python -m tests.support.browser; then \
	$(BIN)/python -m alicebob judge --profile reference --via mixed --only people --only conversation --only private --only typing; \
	else echo "NOT RUN: users on the page, because there is no browser." >&2; test -z "$$CI"; fi

pages: browser ## the specification through the page of the reference server, and mixed
	@CHAT_REQUIRE_BROWSER=1 $(BIN)/python -m alicebob judge --profile reference --via browser
	@CHAT_REQUIRE_BROWSER=1 $(BIN)/python -m alicebob judge --profile reference --via mixed

examples: setup $(NODE_MODULES) ## other people's wires: the servers in examples/, as they are and with their faults
	@$(BIN)/python -m pytest tests/examples -m examples -n 4 -rs

examples/%/node_modules/.package-lock.json: examples/%/package-lock.json
	@command -v npm >/dev/null || exit 0; npm ci --silent --no-audit --no-fund --prefix examples/$* || echo "npm could not install what examples/$* needs, so that it is not judged." >&2

wheel: setup ## build the wheel, into dist/; the unit tests try one in an empty environment
	@$(BIN)/python -m hatchling build --target wheel

networks: setup ## the specification through slow and odd networks, where it must stay green
	@$(BIN)/python -m tests.relay.networks

mutants: setup ## prove that the suite catches faulty servers (ONLY="name name"; FULL=1: from scratch, an hour)
	@$(BIN)/python -m mutants $(if $(FULL),--full) $(if $(SHARD),--shard $(SHARD)) $(ONLY)

mutants-foreign: setup $(NODE_MODULES) ## the same on other wires, by a faulty relay (PROFILE=chat.toml: on this server; FULL=1: all faults on all servers; ONLY="name name")
	@$(BIN)/python -m mutants.relay trial $(if $(PROFILE),--profile $(PROFILE),$(if $(FULL),,--shared)) $(ONLY)

docs: setup docs/build/.ready ## the protocol's document and page, from the code, asked of the official parser
	@$(BIN)/python -m server.asyncapi >docs/build/asyncapi.json
	@node docs/tools/validate.mjs docs/build/asyncapi.json
	@$(BIN)/python -m docs.tools.page docs/build/asyncapi.json >docs/build/protocol.html
	@mv docs/build/asyncapi.json docs/build/protocol.html docs/

docs/build/.ready: docs/tools/package.json
	@command -v npm >/dev/null || { echo "make docs needs Node.js with npm, for the official AsyncAPI parser." >&2; exit 1; }
	@mkdir -p docs/build && cp $< docs/build/
	@npm install --silent --no-audit --no-fund --no-package-lock --prefix docs/build
	@touch $@

bench: setup ## our server beside its peers, in one run (QUICK=1: two minutes instead of fifteen)
	@$(BIN)/python -m bench $(if $(QUICK),--quick)

guard: setup ## fail if a delivery has become dear, measured beside a peer (half a minute)
	@$(BIN)/python -m bench guard

lock: setup ## pin the newest versions that pyproject.toml allows
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip compile --quiet --universal --all-extras --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -o requirements.lock pyproject.toml

clean: ## remove what can be made again
	@rm -rf tests/page/node_modules bench/build docs/build build dist server/ws/_fast_text.*.so .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Caseboard from a fresh checkout: `make run` serves it, `make test` proves it. Only make and Python 3.11+ are needed.
# `make` alone lists the commands. Another port: `make run PORT=8600`. Another Python: `make run PYTHON=python3.12`.

PORT ?= 8501
PYTHON :=
PY := .venv/bin/python
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUNBUFFERED := 1

.PHONY: help setup setup-tests run test soak bench lock environment port-is-free

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' Makefile | awk -F '|' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: environment ## make .venv and install what Caseboard needs, every file checked against its hash
	@$(call installed,requirements.lock)

setup-tests: setup ## the same, and what the tests need
	@$(call installed,requirements-dev.lock)

run: setup port-is-free ## serve Caseboard on this machine; with no data yet, a synthetic agency is made first
	@$(PY) -c "$$DATA_IS_THERE" || $(PY) -m data demo
	@$(PY) -m data account list
	@echo "Caseboard is at http://127.0.0.1:$(PORT) (Ctrl-C ends it)."
	@exec $(PY) -m streamlit run app.py --server.address 127.0.0.1 --server.port $(PORT) --server.headless true

test: setup-tests ## style, types and every test; browser tests need Chromium and say so when they are skipped
	@failed=; for step in "ruff check ." "ruff format --check ." mypy pytest; do \
	  echo "== $$step"; $(PY) -m $$step || failed="$$failed  $$step"; \
	done; [ -z "$$failed" ] || { echo "Not passed:$$failed" >&2; exit 1; }

soak: setup-tests ## long trials: faults, many readers, many imports
	$(PY) -m pytest -m soak --timeout 0

bench: setup-tests ## measurements: they print numbers and judge nothing
	$(PY) -m pytest -m bench --timeout 0 -s

# --universal keeps what only Windows needs: with hashes required, pip refuses a package that the file does not list.
COMPILE := pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11
lock: setup ## compile both lock files again from pyproject.toml; newer versions too with UPGRADE=--upgrade
	@test -x .venv/lock/bin/uv || { $(PY) -m venv .venv/lock && .venv/lock/bin/python -m pip install --quiet uv; }
	.venv/lock/bin/uv $(COMPILE) $(UPGRADE) pyproject.toml -o requirements.lock
	.venv/lock/bin/uv $(COMPILE) $(UPGRADE) pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock

# A copy of the lock file is kept once pip has ended well: the same again is nothing to do, and an interrupted install is repeated.
installed = cmp -s $(1) .venv/installed-$(1) || { \
  echo "Installing $(1) (the first time takes a minute or two)"; \
  $(PY) -m pip install --quiet --require-hashes -r $(1) && cp $(1) .venv/installed-$(1); }

# Pip that cannot be imported means a half-made environment, or a Python that was upgraded or removed: make it anew.
# The first Python that is new enough and can make environments wins; when there is none, say which of the two is missing.
environment:
	@$(PY) -c 'import pip' 2>/dev/null && exit 0; \
	old=; bare=; \
	for one in $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3 python); do \
	  command -v "$$one" >/dev/null || continue; \
	  "$$one" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { old="$$old $$one"; continue; }; \
	  "$$one" -c 'import venv, ensurepip' 2>/dev/null || { bare="$$bare $$one"; continue; }; \
	  echo "Making .venv with Python $$("$$one" -c 'import sys; print(sys.version.split()[0], "from", sys.executable)')"; \
	  "$$one" -m venv --clear .venv; exit; \
	done; \
	if [ -n "$$bare" ]; then \
	  echo "Python is here (as$$bare) but cannot make environments: its venv or ensurepip part is missing."; \
	  echo "On Debian or Ubuntu: sudo apt-get install python3-venv. Then give the same command again."; \
	else \
	  echo "Caseboard needs Python 3.11 or newer; $${old:+too old:}$${old:-none was found}."; \
	  echo "On Debian or Ubuntu: sudo apt-get install python3 python3-venv. Or name one: make run PYTHON=/path/to/python3"; \
	fi >&2; echo "Nothing was changed." >&2; exit 1

port-is-free: setup
	@$(PY) -c "$$PORT_IS_FREE"

define DATA_IS_THERE
import sys
from data.places import places
from data.store import Store, StoreError
try:
    sys.exit(Store(places().store).current() is None)
except StoreError as problem:
    print(problem, file=sys.stderr)
endef
export DATA_IS_THERE

define PORT_IS_FREE
import socket, sys
try:
    socket.create_server(('127.0.0.1', $(PORT))).close()
except OSError:
    sys.exit('Port $(PORT) on this machine is taken, perhaps by another Caseboard.\n'
             'End that one or choose another port: make run PORT=8600\nNothing was started and nothing was changed.')
endef
export PORT_IS_FREE

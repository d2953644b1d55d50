# The commands of the project. Each may be run on a fresh machine: it installs what it needs.
PYTHON := .venv/bin/python
# Where the checks keep their database; they only look at the code.
NOWHERE := DATABASE_URL=sqlite:///:memory:

.DEFAULT_GOAL := help
.PHONY: help run test test-postgresql check lint format types deploy-check install

help:
	@echo 'make run              serve the demo archive on http://127.0.0.1:8000 (PORT=… for another port)'
	@echo 'make test             run all tests (ARGS="tests/rendering -x" for some)'
	@echo 'make test-postgresql  the same against a PostgreSQL of their own'
	@echo 'make check            lint, types, migrations, deployment settings, and all tests'
	@echo 'make format           put the code into its form'

run:
	@scripts/install.sh requirements.txt
	@scripts/run.sh

install:
	@scripts/install.sh requirements-dev.txt

test: install
	@chromium=$$(scripts/chromium.sh) && \
		CHROMIUM="$$chromium" $(PYTHON) -m pytest --numprocesses 2 --dist loadfile $(ARGS)

test-postgresql: install
	@scripts/with_postgresql.sh $(MAKE) --no-print-directory test

check: lint types deploy-check
	@$(MAKE) --no-print-directory test

lint: install
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

format: install
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

types: install
	DEBUG=1 $(NOWHERE) $(PYTHON) -m mypy

deploy-check: install
	DEBUG=1 $(NOWHERE) $(PYTHON) manage.py makemigrations --check --dry-run
	DEBUG=0 PUBLIC_READING=0 $(NOWHERE) ALLOWED_HOSTS=newsroom.example.org \
		CSRF_TRUSTED_ORIGINS=https://newsroom.example.org \
		SECRET_KEY="$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(60))')" \
		$(PYTHON) manage.py check --deploy --fail-level WARNING --database default

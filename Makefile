# The verbs.  `make` alone lists them.
#
# One environment, .venv, serves both use and development: requirements-dev.txt is
# locked on top of requirements.txt, so it holds the same versions and only adds tools,
# and editors, hooks and these verbs all find the same Python.  The stamps live inside
# it: a changed lock empties the environment, a changed pyproject.toml or version only
# installs the project again, and otherwise nothing is done.

VENV = .venv
PYTHON ?=
PYTHONS = python3.13 python3.12 python3.11 python3 python
UV = uv

# The newest year in the books, if the report is asked for without one.
YEAR = $(lastword $(sort $(notdir $(wildcard ledger/[0-9][0-9][0-9][0-9]))))
FORMAT = html

# What is drawn of mutants; MUTANTS=--again tries those once more that lived.
SEED = 1
COUNT = 540
MUTANTS =

# Choices of the measurements, such as --repeat 9.
BENCH =

CHROMIUM = chromium

# Fava draws its import list twice when it reloads while it draws, as it does on a busy
# machine; these tests are run when nothing else is.
ALONE = tests/whole/test_browser_import.py

# The handbook as it is read, made anew when what it is made of is newer.
SITE_FOLDER = plugins/fellesbok/site/made
SITE = $(SITE_FOLDER)/nb/index.html
HANDBOOK = $(wildcard docs/*.md docs/nb/*.md docs/nb/*/*.md docs/*.py docs/templates/*)

LOCKED = $(VENV)/.locked
INSTALLED = $(VENV)/.installed
TOOLS = $(VENV)/.tools

BIN = $(VENV)/bin
PIP_INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
COMPILE = $(UV) pip compile --quiet --universal --generate-hashes \
	--python-version 3.11 --no-emit-index-url --custom-compile-command 'make lock'

.PHONY: help serve check report test map handbook deep mutants bench screenshots browser lock clean
.DELETE_ON_ERROR:

help: ## vis denne listen
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

serve: $(INSTALLED) $(SITE) ## kontroller bøkene og vis dem i nettleseren
	$(BIN)/fellesbok serve

check: $(INSTALLED) ## kontroller bøkene og avtalene
	$(BIN)/fellesbok check

report: $(INSTALLED) ## skriv den samlede rapporten (YEAR=2018 FORMAT=html, pdf, xlsx eller md)
	$(BIN)/fellesbok report $(YEAR) --format $(FORMAT)

# What tests write they read at once, in folders that are taken away again: it lies in
# memory where there is room, and where what is written may be run.
MEMORY = /dev/shm
test: export TMPDIR := $(or $(shell test -w $(MEMORY) \
    && ! grep -q ' $(MEMORY) .*noexec' /proc/mounts \
    && df -Pk $(MEMORY) | awk 'NR == 2 && $$4 > 2000000 { print "$(MEMORY)" }'),$(TMPDIR),/tmp)

# Tests start dozens of processes, and none shall compile the programme once more where
# the environment says that Python writes down nothing.
test: export PYTHONDONTWRITEBYTECODE =
test: $(INSTALLED) $(TOOLS) $(SITE) browser ## kontroller koden: ruff, mypy og pytest (som root hentes Chromium med apt-get)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder --ignore=$(ALONE)
	$(BIN)/python -m pytest $(ALONE)

handbook: $(SITE) ## lag håndboken på nytt (fellesbok handbook åpner den)

map: $(INSTALLED) $(TOOLS) ## tegn kartet over huset og håndbokens oppslag på nytt (docs/)
	$(BIN)/python tests/books/map_of_the_house.py

deep: $(INSTALLED) $(TOOLS) ## prøv tjue ganger så mange tilfeldige avtaler som testene gjør
	$(BIN)/python tests/books/random_agreements.py 400
	FELLESBOK_DEEP=20 $(BIN)/python -m pytest -q tests/whole/test_oracle.py tests/whole/test_nonlinear_years.py \
	    tests/sharing/test_settlement.py tests/sharing/test_settlement_fixed_amounts.py \
	    tests/sharing/test_service_accounts.py tests/sharing/test_net_pots_random_years.py \
	    tests/sharing/test_surplus_random_years.py tests/whole/test_random_three_years.py \
	    tests/whole/test_stopped_at_a_step.py tests/whole/test_order_of_writing.py \
	    tests/importers/export/test_export_round_trip.py tests/closing/test_corrections.py \
	    tests/report/test_report_formats.py tests/proof/checker/test_verify.py \
	    tests/proof/checker/test_verify_other_books.py \
	    tests/whole/test_checker_page.py \
	    tests/web/access/test_guard.py tests/web/access/test_access_roles.py \
	    tests/claims/test_ready_random_years.py tests/claims/test_share_accounts.py \
	    tests/sharing/test_host_times.py tests/whole/test_random_small_books.py \
	    tests/reconciling/test_holding.py tests/kept_rules/test_kept_rules.py \
	    tests/importers/export/test_read_back.py

mutants: $(INSTALLED) $(TOOLS) ## prøv om testene merker små feil i det som avgjør pengene (SEED=1 COUNT=540)
	$(BIN)/python tests/mutants/try_mutants.py --seed $(SEED) --count $(COUNT) $(MUTANTS)

bench: $(INSTALLED) $(TOOLS) ## mål hva programmet koster, og skriv det i håndboken (BENCH=… for valg)
	$(BIN)/python tests/bench --write docs/nb/bakgrunn $(BENCH)

screenshots: $(INSTALLED) $(TOOLS) browser ## ta bildene i håndboken på nytt; stopper når en side mangler
	PYTHONPATH=tests/books $(BIN)/python tests/screenshots.py docs/screenshots

# The pages are tried in a real browser, which no wheel brings.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
	    || command -v google-chrome >/dev/null || { \
	    if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	        echo 'Installerer $(CHROMIUM) med apt-get …'; \
	        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install \
	            -y -qq --no-install-recommends $(CHROMIUM) >/dev/null; \
	    else \
	        echo 'Nettlesertestene krever Chromium. På Debian: sudo apt install $(CHROMIUM)' >&2; \
	    fi; \
	}

lock: ## skriv requirements*.txt på nytt (krever uv; UPGRADE=--upgrade henter nyeste)
	@command -v '$(UV)' >/dev/null || { \
	    echo 'Finner ikke uv, som låser versjonene: https://docs.astral.sh/uv/' >&2; \
	    exit 1; \
	}
	$(COMPILE) $(UPGRADE) --group build --extra pdf --extra sign-in --output-file requirements.txt \
	    pyproject.toml
	$(COMPILE) $(UPGRADE) --group build --extra pdf --extra sign-in --extra dev --constraints requirements.txt \
	    --output-file requirements-dev.txt pyproject.toml

clean: ## fjern alt som er laget her, også .venv
	rm -rf $(VENV) .hypothesis .mutants .mypy_cache .pytest_cache .ruff_cache dist $(SITE_FOLDER)
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find . -name '.*.picklecache' -type f -exec rm -f {} +

# A name on the path may be a shell without a Python behind it, and Debian ships Python
# without what makes environments, so every candidate is asked what it can do.
$(LOCKED): requirements.txt
	@python=; incomplete=; \
	for candidate in $(or $(PYTHON),$(PYTHONS)); do \
	    "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	        >/dev/null 2>&1 || continue; \
	    if "$$candidate" -c 'import ensurepip, venv' >/dev/null 2>&1; then \
	        python=$$candidate; break; \
	    fi; \
	    incomplete=$$candidate; \
	done; \
	if [ -z "$$python" ] && [ -n "$$incomplete" ]; then \
	    echo "$$incomplete mangler modulen venv." >&2; \
	    echo 'På Debian og Ubuntu: sudo apt install python3-venv' >&2; \
	    exit 1; \
	elif [ -z "$$python" ]; then \
	    echo 'Fant ikke Python 3.11 eller nyere (lette etter: $(or $(PYTHON),$(PYTHONS))).' >&2; \
	    echo 'Installer Python fra https://www.python.org/downloads/, eller pek på den:' >&2; \
	    echo '    make PYTHON=/sti/til/python3' >&2; \
	    exit 1; \
	fi; \
	echo "Lager $(VENV) med $$("$$python" --version) og henter det som er låst …"; \
	"$$python" -m venv --clear $(VENV)
	@$(PIP_INSTALL) --require-hashes --requirement requirements.txt
	@touch $@

$(INSTALLED): $(LOCKED) pyproject.toml plugins/fellesbok/__init__.py
	@$(PIP_INSTALL) --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(SITE): $(HANDBOOK) | $(INSTALLED)
	@$(BIN)/python docs/build_site.py

$(TOOLS): $(LOCKED) requirements-dev.txt
	@echo 'Henter verktøyene som er låst …'
	@$(PIP_INSTALL) --require-hashes --requirement requirements-dev.txt
	@touch $@

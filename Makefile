# Two commands matter: `make run` shows the product, `make test` proves it. The rest are thin covers.

FLASK := .venv/bin/flask --app app
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/*.po))

# Where the compiled scoring is kept between runs.
export NUMBA_CACHE_DIR ?= $(CURDIR)/.cache/numba

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test lock demo checkpoint verify bench-score bench-web bench-publish bench-receipt bench-dossier bench-export bench-slip bench-workshop bench-points bench-new-day lint format translations \
	backup restore environment tools peers programs

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# What these two show unless you say otherwise: the demo province, over plain HTTP.
run demo: export XINHENG_DEMO ?= 1
run demo: export XINHENG_HTTPS ?= false

run: environment $(CATALOGUES) ## install, migrate, load the demo province into an empty database, and serve
	@$(FLASK) setup
	@exec $(FLASK) serve

test: programs lint $(CATALOGUES) ## install what the tests need (browser, PostgreSQL) and prove everything
	@exec .venv/bin/pytest -n 2

lint: tools ## format, style, types and who may import whom
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-logo

format: tools ## put every file into the house's form
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix .

lock: tools ## resolve requirements*.in to hash-locked versions (UPGRADE=1 takes the newest)
	@sh tools/lock.sh

demo: environment $(CATALOGUES) ## load the demo province into an empty database
	@$(FLASK) demo

checkpoint: environment ## sign the ledger as it stands and write the witness files
	@$(FLASK) ledger checkpoint

verify: environment ## check the whole record (AGAINST=path of an outside checkpoint)
	@$(FLASK) ledger verify $(if $(AGAINST),--against "$(AGAINST)")

backup: environment ## write a backup of database, evidence and secrets (TO=folder)
	@$(FLASK) backup $(if $(TO),"$(TO)")

restore: environment ## bring a backup back into an empty instance (FROM=folder)
	@$(FLASK) restore $(if $(FROM),"$(FROM)")

bench-score: peers ## measure scoring side by side with its peers (ONLY=eia for one part, FACTS=100000)
	@.venv-bench/bin/python -m benchmarks.score $(if $(ONLY),--only $(ONLY)) $(if $(FACTS),--facts $(FACTS))

bench-web: tools ## measure the pages side by side with their peers
	@.venv/bin/python -m benchmarks.web

bench-publish: tools ## measure the time from a new version to every stored score renewed (FACTS=1000000)
	@.venv/bin/python -m benchmarks.publish $(if $(FACTS),--facts $(FACTS))

bench-workshop: tools ## measure the time from a keystroke in the rule workshop to its effect on everybody (FACTS=1000000)
	@.venv/bin/python -m benchmarks.workshop $(if $(FACTS),--facts $(FACTS))

bench-points: tools ## measure the points to look at (FACTS=100000)
	@.venv/bin/python -m benchmarks.points $(if $(FACTS),--facts $(FACTS))

bench-new-day: tools ## measure a new day and the first page beside a long past (SIZE=20000)
	@.venv/bin/python -m benchmarks.new_day $(if $(SIZE),--size $(SIZE))

bench-receipt: tools ## measure making a receipt and checking it with plain Python
	@.venv/bin/python -m benchmarks.receipt

bench-dossier: tools ## measure making a dossier of 200 pages beside the bare library
	@.venv/bin/python -m benchmarks.dossier

bench-slip: tools ## measure a query slip for 200 firms against a register of 100,000 public entries
	@.venv/bin/python -m benchmarks.slip

bench-export: tools ## measure exporting a register of 100,000 entries, its bundle and the check, beside the bare library
	@.venv/bin/python -m benchmarks.export

translations: tools ## find every text a person reads, bring the catalogues up to date and compile them
	@sh tools/translations.sh

programs:
	@sh tools/test_programs.sh

environment:
	@sh tools/environment.sh requirements.txt

tools:
	@sh tools/environment.sh requirements-dev.txt

peers:
	@sh tools/environment.sh requirements-bench.txt .venv-bench

%.mo: %.po | environment
	@.venv/bin/pybabel -q compile -i $< -o $@

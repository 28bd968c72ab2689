# One door: `make` lists what it opens. The work is done by scripts/, one module a noun.

PYTHON ?= python3
PORT ?= 8000
SITE = .venv/site/bin/python
DEV = .venv/dev/bin/python

export NO_MKDOCS_2_WARNING = 1

question = $(or $(Q),$(error no question named: make $@ Q=basics/broker))

.DEFAULT_GOAL = help
.PHONY: help serve site check test lab shell record register lock catalogue diagrams glossary clean env-site env-dev

help:  ## list what can be made
	@sed -nE 's/^([a-z]+):.*  ## (.*)/  make \1\t\2/p' Makefile | expand -t 18

serve: env-site  ## serve the site with live reload (PORT=8001: at another port)
	@$(SITE) -m scripts.serve $(PORT)

site: env-site  ## build the site into site/ (SITE_URL=https://…: for that address)
	@$(SITE) -m mkdocs build
	@$(SITE) -m scripts.check_built

check: env-dev  ## run every check that needs no Java runtime and no browser: at most a minute
	@$(DEV) -m scripts.verify --quick

test: env-site env-dev  ## set up the lab and a browser, and prove everything
	@$(DEV) -m scripts.kafka
	@$(DEV) -m scripts.browser
	@$(DEV) -m scripts.verify

lab: env-dev  ## run a question's proofs again (Q=basics/broker; on yours: BOOTSTRAP=host:port)
	@$(DEV) -m scripts.prove $(question) $(if $(BOOTSTRAP),--bootstrap $(BOOTSTRAP))

shell: env-dev  ## open a shell with a running cluster and Kafka's tools (LAYOUT=quorum)
	@$(DEV) -m scripts.shell $(LAYOUT)

record: env-dev  ## run a question's proofs in full, write what they showed (Q=basics/broker)
	@$(DEV) -m scripts.record $(question)

register: site  ## add the addresses and anchors that are new to register.json
	@$(SITE) -m scripts.register

lock: env-dev  ## pin the jars that jgo.toml names, each with its SHA-256
	@for folder in . $(wildcard parts/*/); do (cd $$folder && $(CURDIR)/.venv/dev/bin/jgo --resolver python lock) || exit; done

catalogue: env-dev  ## write catalogue/ again from Kafka's jars
	@$(DEV) -m scripts.dump_catalogue

diagrams: env-dev  ## draw the diagrams again (Q=basics/broker: of one question)
	@$(DEV) -m scripts.diagrams $(Q)

glossary: env-dev  ## write includes/abbreviations.md again from glossary.yml
	@$(DEV) -m scripts.glossary

clean:  ## remove all that was built, downloaded or set up
	@rm -rf site dist .cache .venv .pytest_cache .ruff_cache
	@find scripts tests answers -name __pycache__ -prune -exec rm -rf {} +

env-site env-dev:
	@command -v $(PYTHON) >/dev/null || { echo "error: no $(PYTHON) here: install Python 3.11.5 or newer," \
		"or name one, as in PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) scripts/environment.py $(@:env-%=%)

# rowspool. `make` alone says what there is to make.

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=
UNITDIR ?= $(PREFIX)/lib/systemd/system

# The Swift libraries go into the programs: an installed rowspool needs no toolchain, and starts faster.
RELEASE := $(SWIFT) build -c release --static-swift-stdlib
SOURCES := Sources Tests Package.swift
PYTHON := .build-python
# Packages that cannot live beside the others.
APART := mock-server dify-client dify-python-sdk dify-client-python
TESTING := PATH="$(CURDIR)/$(PYTHON)/bin:$$PATH" SWIFT="$(SWIFT)" scripts/run-tests.sh

.PHONY: help demo test test-crash bench build deps deps-test lint format install uninstall clean

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

demo: build ## two sample jobs, from the drop to the results
	@scripts/demo.sh "$$($(RELEASE) --show-bin-path)"

# A few tests at a time leave each other the machine: of all at once, those that have a time limit fail. The whole through
# files starts servers and waits for them; by itself it is not slowed down by everything else.
AT_ONCE ?= 6

test: deps-test lint ## everything that CI checks
	$(SWIFT) build --build-tests
	@$(TESTING) --skip EndToEndTests --experimental-maximum-parallelization-width $(AT_ONCE)
	@$(TESTING) --filter EndToEndTests --experimental-maximum-parallelization-width $(AT_ONCE)

test-crash: deps-test ## the long crash tests
	$(SWIFT) build --build-tests
	@ROWSPOOL_CRASH_TESTS=long $(TESTING) --no-parallel

bench: deps-test ## the table of Benchmarks/README.md
	@scripts/install-packages.sh bench
	$(MAKE) -C Benchmarks PYTHON="$(CURDIR)/$(PYTHON)/bin/python"

build: deps ## the programs, in release mode
	$(RELEASE) --product rowspool
	$(RELEASE) --product rowspool-images

deps: ## the Debian packages that building and running need
	@scripts/install-packages.sh build run

deps-test: $(PYTHON)/installed ## the same for tests

$(PYTHON)/installed: $(wildcard scripts/*-requirements.txt) packaging/debian-packages
	@scripts/install-packages.sh build run templates test
	python3 -m venv $(PYTHON)
	$(PYTHON)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r scripts/test-requirements.txt
	@for name in $(APART); do \
		python3 -m venv $(PYTHON)/$$name && $(PYTHON)/$$name/bin/python -m pip install --quiet \
			--disable-pip-version-check -r scripts/$$name-requirements.txt || exit 1; \
	done
	@touch $@

lint: ## the style of the sources
	$(SWIFT) format lint --strict -r $(SOURCES)

format: ## bring the sources into style
	$(SWIFT) format -i -r $(SOURCES)

install: build ## programs, workflows and the service, below DESTDIR and PREFIX
	@scripts/install.sh "$$($(RELEASE) --show-bin-path)" "$(DESTDIR)" "$(PREFIX)" "$(UNITDIR)"

uninstall: ## remove what install put there; spools and settings stay
	rm -f "$(DESTDIR)$(PREFIX)/bin/rowspool" "$(DESTDIR)$(PREFIX)/bin/rowspool-images"
	rm -f "$(DESTDIR)$(UNITDIR)/rowspool.service" "$(DESTDIR)$(PREFIX)/lib/sysusers.d/rowspool.conf"
	rm -rf "$(DESTDIR)$(PREFIX)/share/rowspool" "$(DESTDIR)$(PREFIX)/share/doc/rowspool"

clean: ## remove what was built
	rm -rf .build $(PYTHON)

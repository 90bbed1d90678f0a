# Plain `make` lists the targets. Everything is incremental: a second run does only what changed.

SWIFT ?= swift
# Optional parts that are built in, each with the library that it needs. Without: make run TRAITS=
TRAITS ?= Excel
WITH := $(if $(TRAITS),--traits $(TRAITS))
CODE := Package.swift $(wildcard Sources Tests Benchmarks Examples Snippets)
export SWIFT TRAITS PREFIX DESTDIR

.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

.PHONY: help
help: ## List these targets.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

.PHONY: setup
setup: ## Install what a build links with, if anything is missing.
	@Scripts/setup

.PHONY: build
build: setup ## Build the release binary: .build/release/trail.
	@echo "build: the release build of trail (minutes the first time, seconds after)"
	@$(SWIFT) build $(WITH) -c release --product trail

.PHONY: run
run: build ## Build and start a server with its store in ./.trail, and print its address.
	@Scripts/run

.PHONY: install
install: ## Install what was built, its manual page and completions: PREFIX=/usr/local, DESTDIR=.
	@Scripts/install

.PHONY: uninstall
uninstall: ## Remove what install has put in place.
	@Scripts/install --remove

.PHONY: test
test: setup ## Build and run all tests.
	@echo "test: building and running all tests"
	@# All tests at once would hold more than a thousand files open, and starve each other.
	@SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=16 $(SWIFT) test $(WITH) --disable-xctest

.PHONY: test-browser
test-browser: setup ## Run the tests in a real browser: make test-browser ONLY=tracker
	@$(SWIFT) build $(WITH) --product trail
	@Scripts/test-browser $(ONLY)

.PHONY: check
check: format-check file-size imports promises test ## Everything a change must pass, in the order CI runs it.

.PHONY: format
format: ## Rewrite the code in the house format.
	@echo "format: rewriting $(CODE)"
	@$(SWIFT) format --in-place --parallel --recursive $(CODE)

.PHONY: format-check
format-check: ## Lint the code and its documentation comments; changes nothing.
	@echo "format-check: linting $(CODE)"
	@$(SWIFT) format lint --strict --parallel --recursive $(CODE)

.PHONY: lint
lint: format-check ## The same as format-check.

.PHONY: file-size
file-size: ## Hold files to their sizes: 400 lines, tests 500.
	@Scripts/check-file-size --self-test
	@Scripts/check-file-size

.PHONY: imports
imports: ## Compare imports with the manifest and with the arrows between targets.
	@Scripts/check-imports --self-test
	@Scripts/check-imports

.PHONY: promises
promises: ## See that every test that the documentation names is there.
	@Scripts/check-promises --self-test
	@Scripts/check-promises

.PHONY: check-api
check-api: build ## Hold a running server against its OpenAPI document: make check-api CASES=2000
	@Scripts/check-api $(CASES)

.PHONY: bench
bench: build ## Build the benchmarks for release, run them and print their tables.
	@echo "bench: the release build of the benchmarks (minutes the first time)"
	@$(SWIFT) build $(WITH) -c release --product Benchmarks
	@.build/release/Benchmarks $(ARGS)
	@Benchmarks/http
	@Benchmarks/middleware
	@Benchmarks/streams

.PHONY: reference
reference: setup ## Write docs/settings.md and docs/trail.1 anew from the code.
	@TRAIL_RECORD_GOLDEN=1 $(SWIFT) test $(WITH) --disable-xctest --filter 'SettingsReferenceTests|ManualPageTests'

.PHONY: docs
docs: setup ## Write the reference of the libraries to .docs.
	@Scripts/docs

.PHONY: clean
clean: ## Remove what was built; stores and keys in ./.trail stay.
	@echo "clean: removing built products"
	@$(SWIFT) package clean
	@rm -rf .docs

# The commands of every day. What they do is in demo/ and dev/.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory

CACHE := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/thousandfold
export CARGO_TARGET_DIR := $(CACHE)/target
# Two stacks of engines, on ports of their own, can run beside each other: demo and test.
export STACK ?= demo
# Whose build the demo runs: dev or release.
PROFILE ?= dev
# Which flights the demo runs on: january or all.
FLIGHTS ?= january
# What a benchmark is told, such as --json.
ARGS ?=
# How long the event store's history is made, and with how many operations a second.
SECONDS ?= 600
RATE ?= 300

SCRIPTS := .ci/run dev/oidc-issuer dev/own-target dev/schemathesis dev/stack dev/test demo/get_flights demo/run demo/server
PROGRAM = $(CARGO_TARGET_DIR)/$(if $(filter dev,$(PROFILE)),debug,$(PROFILE))/thousandfold

.PHONY: help
help: ## Say what there is
	@grep -hE '^[a-z%-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z%-]+):.*## /  make \1\t/' | expand -t 20

.PHONY: demo
demo: packages ## Install, start and build what is missing, run a job over real flights; FLIGHTS=all takes all of 2013
	@demo/get_flights $(FLIGHTS) >/dev/null
	@$(MAKE) --jobs=2 engines program
	@demo/server start $(PROGRAM)
	@demo/run $(FLIGHTS)

.PHONY: down
down: ## Stop the demo's server and engines; their data stay
	@demo/server stop
	@dev/stack down

.PHONY: test
test: ## Run all tests against engines of their own; it can run beside the demo
	@dev/test

.PHONY: check
check: ## Look for what tests do not find: lints, formatting, documentation, shell scripts, licences, advisories
	@dev/stack packages
	@dev/own-target
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS='-D warnings' cargo doc --workspace --no-deps
	@if command -v shellcheck; then shellcheck -x $(SCRIPTS); fi
	@if command -v cargo-deny; then cargo deny --log-level error check; fi
	@if command -v cargo-audit; then cargo audit --quiet; fi

bench-%: PROFILE = release
.PHONY: chaos
chaos: ## Kill the program and stop the engines in the middle of the job over all flights; takes ten minutes
	@STACK=test $(MAKE) --jobs=2 engines test-programs
	CHAOS_DATASET=$$(demo/get_flights all) CHAOS_OUTAGE_SECONDS=20 \
		cargo test --package server --test e2e -- --test-threads=1 --nocapture crashes outages

.PHONY: history
history: ## Kill what appends to the event store for SECONDS at RATE operations a second, and check its history
	@STACK=test $(MAKE) engines
	@dev/own-target
	@cargo build --quiet --package history
	@$(CARGO_TARGET_DIR)/debug/history-check run --config .dev/test/thousandfold.toml \
		--seconds $(SECONDS) --rate $(RATE) $(ARGS)

.PHONY: openapi
openapi: ## Write docs/openapi.json, which a test holds against the API
	cargo run --quiet --package api --example openapi >docs/openapi.json.new
	mv docs/openapi.json.new docs/openapi.json

.PHONY: permissions
permissions: ## Write docs/permissions.md, which a test holds against the tables of roles and operations
	cargo run --quiet --package api --example permissions >docs/permissions.md.new
	mv docs/permissions.md.new docs/permissions.md

.PHONY: asyncapi
asyncapi: ## Write docs/asyncapi.yaml and docs/events.md, which tests hold against the events' types
	cargo run --quiet --package infra --example asyncapi >docs/asyncapi.yaml.new
	mv docs/asyncapi.yaml.new docs/asyncapi.yaml
	cargo run --quiet --package domain --example events >docs/events.md.new
	mv docs/events.md.new docs/events.md

.PHONY: analytics
analytics: ## Write docs/analytics.md, which a test holds against the tables of ClickHouse
	@STACK=test $(MAKE) engines
	UPDATE_DOCS=1 THOUSANDFOLD_TEST_CONFIG=$(CURDIR)/.dev/test/thousandfold.toml \
		cargo test --quiet --package infra --test engines the_reference_is_what_the_tables_say

bench-%: ## Build for release and run one benchmark, such as bench-main; ARGS=--json is passed on
	@$(MAKE) --jobs=2 PROFILE=$(PROFILE) engines program >&2
	@$(PROGRAM) --config .dev/$(STACK)/thousandfold.toml bench $* $(ARGS)

# What the commands above share: engines and build go beside each other.
.PHONY: engines program test-programs
engines: packages
	@dev/stack up

program: packages
	@dev/own-target
	@cargo build --package server --profile $(PROFILE)

test-programs: packages
	@dev/own-target
	@cargo test --workspace --no-run

.PHONY: packages
packages:
	@dev/stack packages

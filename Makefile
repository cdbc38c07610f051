# Greenroom's commands. Each one installs what it misses first and says so; the work is in scripts/.

.DEFAULT_GOAL := help
.PHONY: help run build test check e2e bench fuzz fmt setup

help: ## Say what there is
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Build the release and serve it on http://127.0.0.1:3000
	@scripts/setup build
	@scripts/leptos serve --release -P

build: ## Build target/release/greenroom and target/site
	@scripts/setup build
	@scripts/leptos build --release -P

test: ## Every check: format, lints, tests, docs, licences, browsers and made-up questions to the real server
	@scripts/setup test
	@scripts/check all

check: ## The fast checks: format, lints, tests
	@scripts/setup check
	@scripts/check fast

e2e: ## Browsers against the real server, and nothing else
	@scripts/setup test
	@scripts/e2e --release -P

bench: ## Measure the release build: tokens, pages, overload, bytes, times
	@scripts/setup test
	@scripts/bench

fuzz: ## Throw generated input at the code: `make fuzz SECONDS=600`, for each target
	@scripts/fuzz $(SECONDS)

fmt: ## Format the Rust code
	@cargo fmt --all

setup: ## Install everything that the other commands need
	@scripts/setup test

.DEFAULT_GOAL := help

help: ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

# --- the face ---------------------------------------------------------------
# Stamps stand under build/, so that nothing but the bundle is embedded.

# An entry is a script that no other takes in with import "./NAME.js": app.js, which
# every page loads, and those that a page or a key asks for (Page.Scripts, wholesight.load).

BUNDLE  := $(wildcard static/src/*)
PARTS   := $(shell sed -n 's|.*import .*"\./\(.*\.js\)";.*|static/src/\1|p' static/src/*.js)
ENTRIES := $(filter-out $(PARTS) static/src/htmx.js,$(wildcard static/src/*.js))

assets: build/.assets ## bundle scripts and styles into static/dist (needs npm once)

static/node_modules/.package-lock.json: static/package.json static/package-lock.json static/.npmrc
	npm ci --prefix static && touch $@

build/.fonts: static/node_modules/.package-lock.json static/build/fonts.mjs
	@mkdir -p build && rm -rf build/fonts
	node static/build/fonts.mjs build/fonts
	@touch $@

build/.bundle: build/.fonts $(BUNDLE)
	@rm -rf build/bundle
	go tool esbuild $(ENTRIES) static/src/app.css --bundle --minify --outdir=build/bundle \
		--alias:htmx.org=./static/src/htmx.js --target=chrome109,firefox115,safari16 \
		--loader:.woff2=file --asset-names=[name]-[hash] --log-level=warning
	cat static/node_modules/htmx.org/dist/htmx.min.js build/bundle/app.js > build/app.js && mv build/app.js build/bundle/app.js
	@touch $@

build/.assets: build/.bundle static/build/main.go
	go run ./static/build -in build/bundle -out static/dist
	@touch $@

generate: ## write the Go code of the templates
	go tool templ generate -include-version=false -log-level=warn

fmt: ## format Go code and templates
	gofmt -w $$(git ls-files -co --exclude-standard '*.go')
	go tool templ fmt views

.PHONY: help assets generate fmt

# --- run and build -----------------------------------------------------------

VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo development)
DB      ?= sqlite:wholesight.db
ADDR    ?= 127.0.0.1:8080

run: assets ## set everything up and serve the demo shop on SQLite
	go run ./cmd/wholesight --db $(DB) serve --addr $(ADDR) --demo

dev: assets ## the same, with the style guide, restarting when a template changes
	go tool templ generate --watch --cmd "go run ./cmd/wholesight --db $(DB) serve --addr $(ADDR) --demo --dev"

build: assets ## one static binary: build/wholesight
	CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=$(VERSION)" -o build/wholesight ./cmd/wholesight

clean: ## remove what was built (the database stays)
	rm -rf build static/node_modules && find static/dist -mindepth 1 ! -name .gitignore -delete

# --- proof -------------------------------------------------------------------
# The race detector needs a C compiler; where there is none the tests run without. It
# makes code some times slower, so it watches what is concurrent: the store, the customer list,
# the runner, and of the pages those tests in which requests meet (ATONCE).

RACE   := $(if $(shell command -v gcc),-race)
ATONCE := AtOnce|Events|Refresh|Race|Meet|Twice

# The use cases in which processes, persons or readers meet.
TOGETHER := $(addprefix ./jobs/,classifications contacts forecasts imports lists people rebuild runner)

check: assets generate ## quick: modules, generated code, format, vet, staticcheck, fences (before every commit)
	go mod tidy -diff
	git diff --exit-code -- '*_templ.go'
	@test -z "$$(git ls-files '*.go' | xargs gofmt -l)" || { echo "gofmt would change:"; git ls-files '*.go' | xargs gofmt -l; exit 1; }
	go vet ./...
	go vet -tags torture ./cmd/wholesight
	go tool staticcheck ./...
	go test -run 'Fences|Pure' ./cmd/wholesight

test: check ## every test, on both engines, with the browser: what CI runs
	go test -shuffle=on -timeout 30m ./cmd/... ./jobs/... ./static/... ./views/... ./web/...
	go test $(RACE) -shuffle=on -timeout 30m ./jobs/customerlist ./store/...
	go test $(RACE) -timeout 30m -run '$(ATONCE)' ./web/...
	go test $(RACE) -timeout 30m -run 'Worker|Lease|Runner|Reader|Two|CustomerList|Hash' $(TOGETHER)

golden: assets ## accept what the golden tests see now
	go test ./views/... ./store ./web ./jobs/files -update

torture: assets ## kill -9, again and again (TORTURE=short for a few minutes)
	go test -tags torture -count 1 -timeout 60m -run Torture -v ./cmd/wholesight

bench: assets ## the speed table, each figure beside the bare measure of the same run (BENCH=short)
	go run ./cmd/bench

vuln: ## known vulnerabilities in what we call (VULNDB=file://… where there is no network)
	go tool govulncheck $(if $(VULNDB),-db $(VULNDB)) ./...

screenshots: assets ## pictures of every page, for people: in screenshots/
	SCREENSHOTS=$(CURDIR)/screenshots go test -run Screens -count 1 ./cmd/wholesight

pictures: assets ## the pictures that the README shows, made from the demo shop
	PICTURES=$(CURDIR)/static/pictures go test -run Pictures -count 1 ./cmd/wholesight

.PHONY: run dev build clean check test golden torture bench vuln screenshots pictures

.DEFAULT_GOAL := help

help: ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

# --- the face ---------------------------------------------------------------
# Stamps stand under build/, so that nothing but the bundle is embedded. The
# last step depends on the templates: it drops the styles that none of them uses.

BUNDLE := $(wildcard static/src/*)
FACE   := $(filter-out %_templ.go %_test.go,$(wildcard views/*.templ views/*.go static/build/*))

assets: build/.assets ## bundle scripts and styles into static/dist (needs npm once)

static/node_modules/.package-lock.json: static/package.json static/package-lock.json static/.npmrc
	npm ci --prefix static && touch $@

build/.bundle: static/node_modules/.package-lock.json $(BUNDLE)
	@mkdir -p build && rm -rf build/bundle
	go tool esbuild static/src/app.js static/src/charts.js static/src/app.css --bundle --minify --outdir=build/bundle \
		--target=chrome109,firefox115,safari16 --loader:.woff2=file --asset-names=[name]-[hash] --log-level=warning
	@touch $@

build/.assets: build/.bundle $(FACE)
	go run ./static/build -in build/bundle -out static/dist
	@touch $@

generate: ## write the Go code of the templates
	go tool templ generate -include-version=false -log-level=warn

fmt: ## format Go code and templates
	gofmt -w $$(git ls-files -co --exclude-standard '*.go')
	go tool templ fmt views

.PHONY: help assets generate fmt

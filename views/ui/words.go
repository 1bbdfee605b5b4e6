package ui

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"path"
	"strings"
)

// The catalogue. English is the key, so that templates read as what they show;
// words/<language>.json maps it to another language, and a new file there is a
// translation without code. words/en.json lists every key (a test keeps it so)
// and is what a translator copies.

//go:embed words/*.json
var wordFiles embed.FS

var catalogues = readCatalogues()

func readCatalogues() map[string]map[string]string {
	all := map[string]map[string]string{}
	entries, err := wordFiles.ReadDir("words")
	if err != nil {
		panic(err)
	}
	for _, entry := range entries {
		data, err := wordFiles.ReadFile(path.Join("words", entry.Name()))
		if err != nil {
			panic(err)
		}
		words := map[string]string{}
		if err := json.Unmarshal(data, &words); err != nil {
			panic(fmt.Sprintf("words/%s: %v", entry.Name(), err))
		}
		all[strings.TrimSuffix(entry.Name(), ".json")] = words
	}
	return all
}

type localeKey struct{}

// WithLocale makes l the locale of the components that are rendered under ctx.
// Layout does it for a whole page; whoever renders a part alone does it too.
func WithLocale(ctx context.Context, l Locale) context.Context {
	return context.WithValue(ctx, localeKey{}, l)
}

// LocaleOf is the locale of ctx, or the zero Locale.
func LocaleOf(ctx context.Context) Locale {
	l, _ := ctx.Value(localeKey{}).(Locale)
	return l
}

// T is the English text in the language of ctx. With args it is a format of
// package fmt, translated first: T(ctx, "%d of %s", …).
func T(ctx context.Context, english string, args ...any) string {
	return LocaleOf(ctx).T(english, args...)
}

// T is the English text in the language of l; English itself where the
// catalogue has no such text. The language "en-XA" is for tests: it lengthens
// every text by two fifths and puts accents on it, so that what is cut off, or
// is not in the catalogue, shows.
func (l Locale) T(english string, args ...any) string {
	text := english
	lang := l.std().lang
	if base, _, _ := strings.Cut(lang, "-"); base != "en" {
		if translated := catalogues[base][english]; translated != "" {
			text = translated
		}
	} else if lang == "en-XA" {
		text = pseudo(english)
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

var accents = strings.NewReplacer("a", "á", "e", "ê", "i", "ï", "o", "ø", "u", "ü")

// pseudo is the text as a wordy language might have it; verbs of a format stay.
func pseudo(text string) string {
	pad := strings.Repeat("·", (len(text)*2+4)/5)
	return accents.Replace(text) + pad
}

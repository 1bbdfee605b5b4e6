package admin_test

import (
	"fmt"
	"strings"
	"testing"

	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/admin"
	"wholesight/web/kit"
	"wholesight/web/webtest"
)

func TestWhatChangedInWords(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"", "", ""},
		{"", `{"name":"A","role":"rep","managers":[1,2]}`, "managers: [1,2] · name: A · role: rep"},
		{`{"name":"A","role":"rep"}`, `{"name":"B","role":"rep","sees_all":true}`, "name: A → B · sees_all: – → true"},
		{`{"name":"A"}`, "", "name: A"},
		{`"12"`, `"24"`, "12 → 24"},
		{"", `"D"`, "D"},
		{`[1]`, `[2]`, "[1] → [2]"},
		{"", `null`, ""},
		{`{"name":"line\nbreak <b>"}`, `{}`, "name: line\nbreak <b> → –"},
	} {
		if got := admin.WhatChanged(c.before, c.after); got != c.want {
			t.Errorf("%s to %s: %q, want %q", c.before, c.after, got, c.want)
		}
	}
}

func TestAuditLogIsFilteredAndPaged(t *testing.T) {
	sh := webtest.NewShop(t)
	sh.Update(func(tx *store.Tx) error {
		for i := range 150 {
			if err := tx.Audit(store.Actor{Name: "robot"}, "test.many", fmt.Sprintf("thing:%d", i), nil,
				map[string]string{"x": "<script>alert(1)</script>"}); err != nil {
				return err
			}
		}
		return nil
	})
	admin := sh.As("admin")
	first := admin.Get("/audit?q=TEST.many").Want(t, 200).Says(t, "thing:149<", "Older entries", "&lt;script&gt;")
	if strings.Contains(first.Text, "thing:49<") || strings.Contains(first.Text, "user.add") ||
		strings.Contains(first.Text, "<script>alert") {
		t.Error("the first page has too much")
	}
	i := strings.Index(first.Text, `href="/audit?before=`)
	if i < 0 {
		t.Fatal("no way to older entries")
	}
	href := strings.ReplaceAll(first.Text[i+6:i+6+strings.Index(first.Text[i+6:], `"`)], "&amp;", "&")
	if older := admin.Get(href).Want(t, 200).Says(t, "thing:49<", "thing:0<"); strings.Contains(older.Text, "thing:50<") ||
		strings.Contains(older.Text, "Older entries") {
		t.Error("the second page does not follow the first")
	}
	admin.Get("/audit?q=nothing-like-this").Want(t, 200).Says(t, "Nothing matches")
}

func TestBrowserNames(t *testing.T) {
	for agent, want := range map[string]string{
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0": "Edge on Windows",
		"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36":                         "Chrome on Linux",
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15":         "Safari on macOS",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0 Mobile/15E148":     "Chrome on iPhone",
		"Mozilla/5.0 (Android 15; Mobile; rv:144.0) Gecko/144.0 Firefox/144.0":                                                          "Firefox on Android",
		"curl/8.5.0": "curl", "": "unknown browser", strings.Repeat("x", 90): strings.Repeat("x", 40),
	} {
		if got := kit.BrowserName(ui.Locale{}, agent); got != want {
			t.Errorf("%q: %q, want %q", agent, got, want)
		}
	}
}

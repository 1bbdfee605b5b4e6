package jobs_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"wholesight/jobs"
	"wholesight/store"
)

// cheap is a hash that costs next to nothing.
var cheap = jobs.Cost{MemoryKiB: 64, Time: 1, Threads: 1}

func TestHashFitsItsPasswordOnly(t *testing.T) {
	h, ctx := jobs.NewHasher(cheap), t.Context()
	a, err := h.Hash(ctx, "correct horse battery")
	if err != nil {
		t.Fatal(err)
	}
	b, err := h.Hash(ctx, "correct horse battery")
	if err != nil || a == b {
		t.Errorf("two hashes of one password are the same (%v)", err)
	}
	if !strings.HasPrefix(a, "$argon2id$v=19$m=64,t=1,p=1$") {
		t.Errorf("not in PHC form: %s", a)
	}
	for _, c := range []struct {
		stored, typed string
		fits          bool
	}{
		{a, "correct horse battery", true},
		{b, "correct horse battery", true},
		{a, "correct horse battery ", false},
		{a, "Correct horse battery", false},
		{a, "", false},
		{"", "", false},
		{"", "correct horse battery", false},
	} {
		fits, weak, err := h.Verify(ctx, c.stored, c.typed)
		if fits != c.fits || weak || err != nil {
			t.Errorf("Verify(%.20q, %q) = %v, weak %v, %v", c.stored, c.typed, fits, weak, err)
		}
	}
}

func TestHashThatIsCheaperThanNewOnesIsWeak(t *testing.T) {
	old, err := jobs.NewHasher(cheap).Hash(t.Context(), "correct horse battery")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		cost jobs.Cost
		weak bool
	}{
		{cheap, false},
		{jobs.Cost{MemoryKiB: 128, Time: 1, Threads: 1}, true},
		{jobs.Cost{MemoryKiB: 64, Time: 2, Threads: 1}, true},
		{jobs.Cost{MemoryKiB: 32, Time: 1, Threads: 1}, false},
	} {
		fits, weak, err := jobs.NewHasher(c.cost).Verify(t.Context(), old, "correct horse battery")
		if !fits || weak != c.weak || err != nil {
			t.Errorf("%+v: fits %v, weak %v, %v", c.cost, fits, weak, err)
		}
	}
}

func TestDamagedHashIsAnErrorAndDoesNotShow(t *testing.T) {
	h := jobs.NewHasher(cheap)
	for _, stored := range []string{"plain", "$argon2i$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
		"$argon2id$v=16$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA", "$argon2id$v=19$m=x$AAAA$AAAA",
		"$argon2id$v=19$m=64,t=0,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA", "$argon2id$v=19$m=99999999,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
		"$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$A"} {
		fits, _, err := h.Verify(t.Context(), stored, "x")
		if fits || err == nil || strings.Contains(err.Error(), "AAAA") {
			t.Errorf("%q: fits %v, %v", stored, fits, err)
		}
	}
}

func TestHashesWaitAndAreRefusedWhenTooManyWait(t *testing.T) {
	h := jobs.NewHasher(cheap)
	release := h.Occupy()
	ctx, cancel := context.WithCancel(t.Context())
	waiting := make(chan error)
	for range 32 {
		go func() {
			_, err := h.Hash(ctx, "x")
			waiting <- err
		}()
	}
	h.AwaitQueue(34)
	if _, err := h.Hash(t.Context(), "x"); !errors.Is(err, store.ErrBusy) {
		t.Errorf("the 35th: %v, want ErrBusy", err)
	}
	cancel()
	for range 32 {
		if err := <-waiting; !errors.Is(err, context.Canceled) {
			t.Errorf("one that gave up waiting: %v", err)
		}
	}
	release()
	if _, err := h.Hash(t.Context(), "x"); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

func TestPasswordRules(t *testing.T) {
	context := []string{"anna.miller@northwind.example", "Anna Miller", "Harbour Tools", "ann.mi@x-y.example"}
	for password, ok := range map[string]bool{
		"correct horse battery":                               true,
		"grey stapler 9 canoe":                                true,
		"überlange Grütze am Kai":                             true,
		"пароль из трёх слов":                                 true,
		"vX9#pLq2!mZr7":                                       true,
		"password safe is nine metres tall":                   true,
		strings.Repeat("long enough, ", 9)[:100] + "zu viel?": true,
		"":                         false,
		"elevenchars":              false,
		"ünïçødé êlf":              false, // eleven, in more bytes
		strings.Repeat("k8#x", 33): false, // 132 characters
		"aaaaaaaaaaaaaa":           false,
		"abcabcabcabcabc":          false,
		"123456789012":             false,
		"abcdefghijklmnop":         false,
		"qwertyuiopasdf":           false,
		"poiuytrewq0987":           false,
		"1q2w3e4r5t6y7u":           false,
		"password1234":             false,
		"P@ssw0rd2026!":            false,
		"Passwort!2026":            false,
		"Welcome2026!!":            false,
		"Summer2026!!!":            false,
		"letmein-letmein":          false,
		"wholesight2026":           false,
		"iloveyou-admin":           false,
		"annamiller1990":           false, // her own name
		"northwind-2026":           false, // her own address
		"ann.mi@x-y.example":       false, // an address of short words
		"harbourtools12":           false, // the shop
		"H4rbourT00ls!!":           false,
	} {
		err := jobs.CheckPassword("password", password, context...)
		var bad jobs.Refusals
		if (err == nil) != ok || !ok && (!errors.As(err, &bad) || bad[0].Field != "password" || password != "" && strings.Contains(err.Error(), password)) {
			t.Errorf("%q: %v, want ok %v", password, err, ok)
		}
	}
}

package people_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"wholesight/jobs/kit"
	jobpeople "wholesight/jobs/people"
	"wholesight/store"
)

// cheap is a hash that costs next to nothing.
var cheap = jobpeople.Cost{MemoryKiB: 64, Time: 1, Threads: 1}

func TestHashFitsItsPasswordOnly(t *testing.T) {
	h, ctx := jobpeople.NewHasher(cheap), t.Context()
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
	old, err := jobpeople.NewHasher(cheap).Hash(t.Context(), "correct horse battery")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		cost jobpeople.Cost
		weak bool
	}{
		{cheap, false},
		{jobpeople.Cost{MemoryKiB: 128, Time: 1, Threads: 1}, true},
		{jobpeople.Cost{MemoryKiB: 64, Time: 2, Threads: 1}, true},
		{jobpeople.Cost{MemoryKiB: 32, Time: 1, Threads: 1}, false},
	} {
		fits, weak, err := jobpeople.NewHasher(c.cost).Verify(t.Context(), old, "correct horse battery")
		if !fits || weak != c.weak || err != nil {
			t.Errorf("%+v: fits %v, weak %v, %v", c.cost, fits, weak, err)
		}
	}
}

func TestDamagedHashIsAnErrorAndDoesNotShow(t *testing.T) {
	h := jobpeople.NewHasher(cheap)
	for _, stored := range []string{"plain", "$argon2i$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
		"$argon2id$v=16$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA", "$argon2id$v=19$m=x$AAAA$AAAA",
		"$argon2id$v=19$m=64,t=0,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
		"$argon2id$v=19$m=99999999,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
		"$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$A"} {
		fits, _, err := h.Verify(t.Context(), stored, "x")
		if fits || err == nil || strings.Contains(err.Error(), "AAAA") {
			t.Errorf("%q: fits %v, %v", stored, fits, err)
		}
	}
}

func TestHashesWaitAndAreRefusedWhenTooManyWait(t *testing.T) {
	h := jobpeople.NewHasher(cheap)
	release := h.Occupy()
	ctx, cancel := context.WithCancel(t.Context())
	waiting := make(chan error)
	for range 32 {
		go func() {
			_, err := h.Hash(ctx, "x")
			waiting <- err
		}()
	}
	h.AwaitQueue(jobpeople.HashPlaces)
	if _, err := h.Hash(t.Context(), "x"); !errors.Is(err, store.ErrBusy) {
		t.Errorf("one more: %v, want ErrBusy", err)
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

// Fifty people log in at once, whoever they are: hashes are made one after the other, so
// that all of them together take no more than 100 MiB (bar S17, which would allow two);
// those who would wait too long are told so.
func TestHashesOfFiftyAtOnceAreOneAtATime(t *testing.T) {
	const people = 50
	h := jobpeople.NewHasher(jobpeople.Cost{})
	stored, err := jobpeople.NewHasher(cheap).Hash(t.Context(), "correct horse battery")
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	now, most, memory, mostMemory, made := 0, 0, uint32(0), uint32(0), 0
	h.Instead(func(c jobpeople.Cost) []byte {
		mu.Lock()
		now, memory, made = now+1, memory+c.MemoryKiB, made+1
		most, mostMemory = max(most, now), max(mostMemory, memory)
		mu.Unlock()
		for range 1000 {
			runtime.Gosched() // so that another, could it come, would be here beside this one
		}
		mu.Lock()
		defer mu.Unlock()
		now, memory = now-1, memory-c.MemoryKiB
		return make([]byte, 32)
	})
	release := h.Occupy() // until all of them are there
	ended := make(chan error)
	for i := range people {
		go func() {
			var err error
			switch i % 3 {
			case 0: // nobody has the address that was typed
				_, _, err = h.Verify(t.Context(), "", "x")
			case 1:
				_, _, err = h.Verify(t.Context(), stored, "x")
			case 2: // a password is set
				_, err = h.Hash(t.Context(), "x")
			}
			ended <- err
		}()
	}
	refused := 0
	for range people - 32 { // 32 wait, the others are refused at once
		if err := <-ended; !errors.Is(err, store.ErrBusy) {
			t.Errorf("one too many: %v, want ErrBusy", err)
		}
		refused++
	}
	release()
	for range people - refused {
		if err := <-ended; err != nil {
			t.Errorf("one who waited: %v", err)
		}
	}
	if made != 32 || most != 1 {
		t.Errorf("%d hashes were made, %d at once: want 32, one at a time", made, most)
	}
	if limit := uint32(100 << 10); mostMemory > limit || jobpeople.DefaultCost.MemoryKiB > limit {
		t.Errorf("hashes took %d KiB at once, a new one takes %d: the most is %d", mostMemory,
			2*jobpeople.DefaultCost.MemoryKiB, limit)
	}
}

// No other file makes hashes (and no other package: cmd/wholesight/imports_test.go):
// what the Hasher bounds is all there is.
func TestHashesAreMadeByTheHasherOnly(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		want := 0
		if file == "password.go" {
			want = 1 // given to the Hasher
		}
		if got := strings.Count(string(text), "argon2.IDKey"); !strings.HasSuffix(file, "_test.go") && got != want {
			t.Errorf("%s speaks of argon2.IDKey %d times, want %d", file, got, want)
		}
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
		err := jobpeople.CheckPassword("password", password, context...)
		var bad kit.Refusals
		if (err == nil) != ok || !ok && (!errors.As(err, &bad) || bad[0].Field != "password" || password != "" &&
			strings.Contains(err.Error(), password)) {
			t.Errorf("%q: %v, want ok %v", password, err, ok)
		}
	}
}

package files

import (
	"bytes"
	"errors"
	"runtime"
	"testing"
)

// An unclosed quotation mark in front of 50 MB is refused with the memory of one
// buffer; encoding/csv took 350 MB for it.
func TestUnclosedQuoteIsRefusedEarly(t *testing.T) {
	data := append([]byte("sku,name\nP1,\"Saw\n"), bytes.Repeat([]byte("P2,Axe and more of it\n"), 50<<20/22)...)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := Inspect(t.Context(), memSource{"quote.csv", data}, Products, Options{})
	runtime.ReadMemStats(&after)
	var fe *FileError
	if !errors.As(err, &fe) || fe.Code != TooBig || fe.Line != 2 {
		t.Fatalf("got %v", err)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 8<<20 {
		t.Errorf("%d MiB were allocated to refuse it", used>>20)
	}
}

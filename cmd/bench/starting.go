package main

import (
	"fmt"
	"os/exec"
	"strings"
	"time"
)

// starting measures P8: from the start of the process to the first page, and the
// memory of a server that nobody uses.
func (b *run) starting() error {
	var starts []time.Duration
	var idle int64
	for range 5 {
		s, took, err := b.serveShop("/login")
		if err != nil {
			return err
		}
		time.Sleep(2 * time.Second) // what the start left behind is collected
		if idle, err = s.memory(); err != nil {
			return err
		}
		if err := s.stop(); err != nil {
			return err
		}
		starts = append(starts, took)
	}
	b.table.add("P8 binary to first page, median of 5", millis(percentile(starts, 50)), "–", "–", "≤ 300 ms")
	b.table.add("P8 memory at rest", mib(idle), "–", "–", "≤ 64 MiB")
	return nil
}

// serveShop serves the measured shop.
func (b *run) serveShop(page string) (*server, time.Duration, error) {
	return b.serve(page, b.binary, func(addr string) []string {
		return []string{"--db", "sqlite:" + b.db, "serve", "--addr", addr}
	})
}

// addAdmin adds the benchmark's admin to the measured shop.
func (b *run) addAdmin() error {
	add := exec.CommandContext(b.ctx, b.binary, "--db", "sqlite:"+b.db, "user", "add", "--email", benchEmail, "--role",
		"admin")
	add.Stdin = strings.NewReader(benchPassword + "\n")
	if out, err := add.CombinedOutput(); err != nil {
		return fmt.Errorf("user add: %w\n%s", err, out)
	}
	return nil
}

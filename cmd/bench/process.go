package main

import (
	"bytes"
	"fmt"
	"os/exec"
	"syscall"
	"time"
)

// measured is what one finished run of the binary took.
type measured struct {
	wall   time.Duration
	peak   int64 // bytes of memory at its largest
	stdout string
}

// product runs the binary on a database to its end. Status 3, done with rejected
// rows, is as good as 0.
func (b *run) product(db string, args ...string) (measured, error) {
	cmd := exec.CommandContext(b.ctx, b.binary, append([]string{"--db", "sqlite:" + db}, args...)...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	began := time.Now()
	err := cmd.Run()
	m := measured{wall: time.Since(began), stdout: stdout.String()}
	if cmd.ProcessState != nil {
		if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
			m.peak = usage.Maxrss << 10 // kibibytes on Linux
		}
		if cmd.ProcessState.ExitCode() == 3 {
			err = nil
		}
	}
	if err != nil {
		return m, fmt.Errorf("%v: %w\n%s", args, err, stderr.String())
	}
	return m, nil
}

// demo fills the measured shop, with the benchmark's admin.
func (b *run) demo() error {
	if _, err := b.product(b.db, "demo", "--customers", fmt.Sprint(b.shop.customers), "--lines", fmt.Sprint(b.shop.lines),
		"--no-forecasts"); err != nil {
		return err
	}
	return b.addAdmin()
}

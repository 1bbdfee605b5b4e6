package runner

import (
	"syscall"
)

// quiet is how nice a thread is that nobody waits for: 0 is as important as all, 19
// is what is left over.
const quiet = 10

// lowerPriority is for the calling thread alone: to Linux a thread is a process, and 0
// is the one that asks.
func lowerPriority() {
	_ = syscall.Setpriority(syscall.PRIO_PROCESS, 0, quiet) // a wish: what is not granted takes nothing away
}

package runner

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// Quietly runs f on a thread of its own that the system serves after the others, where
// it can: minutes of arithmetic must not slow the pages down. f must not start
// goroutines, which would run on other threads. A panic of f becomes one of the caller,
// who can recover from it.
func Quietly(f func() error) (err error) {
	var panicked string
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() {
			if p := recover(); p != nil {
				panicked = fmt.Sprintf("%v\n%s", p, debug.Stack())
			}
		}()
		runtime.LockOSThread() // and never unlocked: the thread, slow as it is, ends with the goroutine
		lowerPriority()
		err = f()
	}()
	<-done
	if panicked != "" {
		panic(panicked)
	}
	return err
}

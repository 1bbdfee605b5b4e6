//go:build !linux

package jobs

// lowerPriority does nothing: other systems know no priority of a thread that ends with
// it.
func lowerPriority() {}

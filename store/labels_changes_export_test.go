package store

// ManyMoved sets from how many label changes on the customers are gone through.
func ManyMoved(n int64) { manyMoved = n }

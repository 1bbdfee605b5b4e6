package web

import "sync"

// uploadsOfUser is how many uploads one person may have under way.
const uploadsOfUser = 5

// uploadSlots counts the uploads under way of each person. The zero value is ready.
type uploadSlots struct {
	mu  sync.Mutex
	now map[int64]int
}

// begin takes a slot; false: the person has as many as one may have.
func (u *uploadSlots) begin(user int64) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.now[user] >= uploadsOfUser {
		return false
	}
	if u.now == nil {
		u.now = map[int64]int{}
	}
	u.now[user]++
	return true
}

func (u *uploadSlots) end(user int64) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.now[user]--; u.now[user] <= 0 {
		delete(u.now, user)
	}
}

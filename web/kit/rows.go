package kit

import (
	"errors"

	"wholesight/store"
)

// DialogBody is the id of what the page's one dialog holds.
const DialogBody = "dialog-body"

// Published is the build that a step shows; nil when there is none yet.
func Published(tx *store.Tx, step string) (*store.Build, error) {
	b, err := tx.Published(step)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	return &b, err
}

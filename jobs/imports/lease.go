package imports

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"

	"wholesight/store"
)

// One import at a time writes, in any process: it holds a lease, which it keeps by
// a heartbeat and proves in each of its transactions. A process that is killed is
// succeeded after leaseTime, or at once by another one of the same machine, which can
// see that it is gone. Should that be a mistake no harm is done: the one that was
// succeeded cannot commit any more.
const (
	leaseName = "import"
	leaseTime = 15 * time.Second
	leaseBeat = 3 * time.Second
	leasePoll = 100 * time.Millisecond
)

// Lease is held or, as the zero value, not.
type Lease struct{ holder string }

// Guard fails in a transaction once the lease is lost.
func (l Lease) Guard(tx *store.Tx) error { return tx.KeepLease(leaseName, l.holder, leaseTime) }

// tryLease takes the lease if nobody has it.
func tryLease(ctx context.Context, db *store.DB) (l Lease, taken bool, err error) {
	l.holder = holderName(os.Getpid())
	err = db.Update(ctx, func(tx *store.Tx) (err error) {
		if taken, err = tx.TakeLease(leaseName, l.holder, leaseTime); err != nil || taken {
			return err
		}
		old, err := tx.LeaseHolder(leaseName)
		if err != nil || !isGone(old) {
			return err
		}
		taken, err = tx.SucceedLease(leaseName, old, l.holder, leaseTime)
		return err
	})
	return l, taken, err
}

// holderName says which process of which machine holds a lease, and is never used
// twice.
func holderName(pid int) string {
	host, err := os.Hostname()
	if err != nil {
		host = ""
	}
	return fmt.Sprintf("%s/%d/%s", host, pid, rand.Text())
}

// isGone tells whether a holder was a process of this machine that has ended. In
// doubt it is not gone.
func isGone(holder string) bool {
	part := strings.Split(holder, "/")
	host, err := os.Hostname()
	if len(part) != 3 || err != nil || host == "" || part[0] != host {
		return false
	}
	pid, err := strconv.Atoi(part[1])
	if err != nil || pid == os.Getpid() {
		return false
	}
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	return errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone)
}

// TakeLease waits for the lease; waiting is called now and then until it has it, and
// may end the waiting by an error.
func TakeLease(ctx context.Context, db *store.DB, waiting func() error) (Lease, error) {
	for {
		l, taken, err := tryLease(ctx, db)
		if err != nil || taken {
			return l, err
		}
		if err := waiting(); err != nil {
			return Lease{}, err
		}
		select {
		case <-ctx.Done():
			return Lease{}, context.Cause(ctx)
		case <-time.After(leasePoll):
		}
	}
}

// Hold keeps the lease alive until end is called, which gives it back. The context
// is cancelled when the lease is lost.
func (l Lease) Hold(ctx context.Context, db *store.DB) (held context.Context, end func()) {
	held, cancel := context.WithCancelCause(ctx)
	beating := make(chan struct{})
	go func() {
		defer close(beating)
		t := time.NewTicker(leaseBeat)
		defer t.Stop()
		for {
			select {
			case <-held.Done():
				return
			case <-t.C:
			}
			// Anything but the loss itself is left to the next beat: the
			// import's own transactions prove the lease anyway.
			if err := db.Update(held, l.Guard); errors.Is(err, store.ErrConflict) {
				cancel(fmt.Errorf("another import has taken over: %w", err))
				return
			}
		}
	}()
	return held, func() {
		cancel(nil)
		<-beating
		ctx, done := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer done()
		// Given back or not, it ends: leaseTime later at the latest.
		_ = db.Update(ctx, func(tx *store.Tx) error { return tx.EndLease(leaseName, l.holder) })
	}
}

// begin waits until no other import writes, and holds the lease from then on.
func (im *importer) begin(ctx context.Context) (context.Context, func(), error) {
	l, err := TakeLease(ctx, im.db, func() error {
		if im.opt.Progress == nil {
			return nil
		}
		return im.opt.Progress(0, 0, "waiting for another import to end")
	})
	if err != nil {
		return ctx, nil, err
	}
	im.lease = l
	held, end := l.Hold(ctx, im.db)
	return held, end, nil
}

// SweepOrderBook clears up what imports that were killed, failed or undone have left
// in the order book, and the files of uploads that are needed no more: call it when a
// server starts, and now and then. It does so in short transactions; nothing that
// can be seen changes. While an import runs it leaves the book to that one, which has
// swept already.
func SweepOrderBook(ctx context.Context, db *store.DB) error {
	if err := sweepUploads(ctx, db); err != nil {
		return err
	}
	l, taken, err := tryLease(ctx, db)
	if err != nil || !taken {
		return err
	}
	ctx, end := l.Hold(ctx, db)
	defer end()
	return SweepOrders(ctx, db, l.Guard, 0)
}

// SweepOrders clears the order book up; own is the import that is about to write, 0
// for none.
func SweepOrders(ctx context.Context, db *store.DB, guard func(*store.Tx) error, own int64) error {
	if err := db.Update(ctx, func(tx *store.Tx) error {
		if err := guard(tx); err != nil {
			return err
		}
		return tx.EndOrphans(own)
	}); err != nil {
		return err
	}
	for more := true; more; {
		if err := db.Update(ctx, func(tx *store.Tx) (err error) {
			if err := guard(tx); err != nil {
				return err
			}
			more, err = tx.SweepOrders()
			return err
		}); err != nil {
			return fmt.Errorf("sweep the order book: %w", err)
		}
	}
	return nil
}

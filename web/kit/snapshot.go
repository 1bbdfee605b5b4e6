package kit

import (
	"context"
	"fmt"

	"github.com/gorilla/sessions"
	"github.com/labstack/echo/v4"

	"wholesight/jobs/cache"
	"wholesight/jobs/settings"
	"wholesight/store"
	"wholesight/views/ui"
)

// snapshot is what is known of one request: who asks, and the shop. The guard reads it
// once, before the handler; the handler's own transaction, which is the later one,
// brings the shop up to date (shopIn) when it was changed in between.
type snapshot struct {
	id      string            // of the request, for error pages and the log
	session *sessions.Session // nil: nothing was read yet
	visit   store.Visit
	shop    settings.Shop
	toasts  []ui.Toast // that waited for this answer
	read    bool       // the toasts were taken out of the session
	forget  bool       // and are to be forgotten once they are on their way
}

type snapshotKey struct{} // key of the request's context

// begin gives a request its snapshot, of which nothing is read yet.
func begin(c echo.Context, id string) {
	r := c.Request()
	c.SetRequest(r.WithContext(context.WithValue(r.Context(), snapshotKey{}, &snapshot{id: id})))
}

// snapshotOf is the request's. A request that did not come in by the front door (see
// identify) has none, which is a programmer's mistake.
func snapshotOf(c echo.Context) *snapshot {
	snap, ok := c.Request().Context().Value(snapshotKey{}).(*snapshot)
	if !ok {
		panic("web: the request did not pass identify")
	}
	return snap
}

// shops keeps the shop until a setting changes. The zero shops is ready.
type shops struct {
	kept cache.One[int64, settings.Shop] // by revision of the settings
}

func (s *shops) of(tx *store.Tx, revision int64) (settings.Shop, error) {
	return s.kept.Get(tx, revision, func() (settings.Shop, error) { return settings.Load(tx) })
}

// identifyPerson reads the request's snapshot once; an error means that nobody can be
// known now, and the request fails.
func (s *Kit) identifyPerson(c echo.Context, ctx context.Context) error {
	snap := snapshotOf(c)
	if snap.session != nil {
		return nil
	}
	r := c.Request().WithContext(ctx)
	secret := s.Sessions.secret(r)
	var shop settings.Shop
	sess, visit, err := s.Sessions.read(r, func(tx *store.Tx, visit store.Visit) (err error) {
		shop, err = s.shops.of(tx, visit.Settings)
		return err
	})
	if err != nil && secret != "" {
		err = fmt.Errorf("%w: %w", ErrSessions, err)
	}
	if err != nil {
		return err
	}
	snap.session, snap.visit, snap.shop = sess, visit, shop
	return nil
}

// ShopOf is the shop. Every handler behind the guard has it; where there is no guard
// (a file, a probe) asking for it is a programmer's mistake, for a shop without zone
// and currency would go unnoticed until somebody reads a wrong day.
func (s *Kit) ShopOf(c echo.Context) settings.Shop {
	snap := snapshotOf(c)
	if snap.session == nil {
		panic("web: no shop was read for this request: its route is not guarded")
	}
	return snap.shop
}

// shopIn is the shop as the transaction sees it, for all that follows in this request.
func (s *Kit) shopIn(c echo.Context, tx *store.Tx) (settings.Shop, error) {
	snap := snapshotOf(c)
	revision, err := tx.SettingsRevision()
	if err != nil || snap.session != nil && revision == snap.visit.Settings {
		return snap.shop, err
	}
	shop, err := s.shops.of(tx, revision)
	if err == nil {
		snap.shop, snap.visit.Settings = shop, revision
	}
	return shop, err
}

package web_test

import (
	"net/http"
	"sync"
	"testing"

	"wholesight/store"
	"wholesight/web/webtest"
)

// Everybody looks at everything at once, while labels are built anew and settings
// change: no answer fails, and none is another than what its reader gets alone. With
// the race detector (make test) this is what watches the code that all pages share.
func TestEverybodyAtOnce(t *testing.T) {
	webtest.OnBoth(t, func(t *testing.T, sh *webtest.Shop) {
		webtest.ListShop(t, sh)
		sh.Rebuild(t)
		type look struct {
			path   string
			status int
		}
		readers := map[*webtest.Browser][]look{}
		for _, who := range webtest.Roles {
			b := sh.As(who)
			for _, r := range sh.Server.Routes() {
				if !r.Reads() || r.Path == "/setup/:secret" { // of such links only the newest works
					continue
				}
				path := sh.Address(r, who)
				readers[b] = append(readers[b], look{path, b.Get(path).StatusCode})
			}
		}
		looking, building := sync.WaitGroup{}, sync.WaitGroup{}
		done := make(chan struct{})
		admin := sh.As("admin")
		building.Go(func() {
			for theme := "dark"; ; theme = map[string]string{"dark": "light", "light": "dark"}[theme] {
				if res := admin.Post("/account/prefs", "theme", theme); res.StatusCode >= 500 {
					t.Errorf("POST /account/prefs among readers: %d", res.StatusCode)
				}
				sh.Rebuild(t)
				select {
				case <-done:
					return
				default:
				}
			}
		})
		for b, looks := range readers {
			looking.Go(func() {
				for _, l := range looks {
					if res := b.Do(http.MethodGet, l.path, nil); res.StatusCode != l.status {
						t.Errorf("GET %s among others: %d, alone %d", l.path, res.StatusCode, l.status)
					}
				}
			})
		}
		looking.Wait()
		close(done)
		building.Wait()
		var build store.Build
		sh.View(func(tx *store.Tx) (err error) {
			build, err = tx.Published(store.StepLabels)
			return err
		})
		if build.ID < 2 {
			t.Errorf("nothing was built meanwhile: the newest build is %d", build.ID)
		}
	})
}

package kit

import (
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/labstack/echo/v4"

	"wholesight/jobs/lists"
	jobpeople "wholesight/jobs/people"
	"wholesight/store"
)

// Kit is what every page needs, whatever it is about. The rooms embed it. Make it with
// New.
type Kit struct {
	Config
	Echo     *echo.Echo
	lines    map[string]Route // by "METHOD path"
	mounted  []Route          // in their order
	Sessions *SessionStore
	origins  *http.CrossOriginProtection
	locales  sync.Map // "lang currency" -> ui.Locale
	Lists    lists.Cache
	labels   labelSheet
	shops    shops
	Recents  Recents
	draining atomic.Bool
	closing  chan struct{}
	close    sync.Once
}

// New is the kit of a server that answers no address yet.
func New(cfg Config) *Kit {
	s := &Kit{
		Config: cfg, Echo: echo.New(), lines: map[string]Route{}, closing: make(chan struct{}),
		Sessions: newSessionStore(cfg.DB, cfg.SecureCookies),
		origins:  http.NewCrossOriginProtection(),
	}
	if u, err := url.Parse(cfg.BaseURL); err == nil && u.Host != "" {
		// Behind a proxy that changes Host, our own pages still come from here.
		if err := s.origins.AddTrustedOrigin(u.Scheme + "://" + u.Host); err != nil {
			cfg.Log.Warn("base URL is not an origin", "url", cfg.BaseURL, "error", err)
		}
	}
	s.BaseURL = strings.TrimSuffix(cfg.BaseURL, "/")
	s.Echo.HideBanner, s.Echo.HidePort = true, true
	s.Echo.IPExtractor = ipExtractor(cfg.TrustedProxies)
	s.Echo.HTTPErrorHandler = s.fail
	s.Echo.Use(s.identify, s.logRequest, s.contain, s.headers)
	return s
}

// Drain says that the server is about to stop: Draining is true, and streams end, so
// that Shutdown does not wait for them.
func (s *Kit) Drain() {
	s.draining.Store(true)
	s.close.Do(func() { close(s.closing) })
}

// Draining tells that the server is about to stop.
func (s *Kit) Draining() bool { return s.draining.Load() }

// LabelRoutes is the style sheet of the labels.
func (s *Kit) LabelRoutes() []Route {
	return []Route{Get("/labels.css", Staff, Page, s.labelsCSS)}
}

// Config is what a Server is made of. DB and Log must be given.
type Config struct {
	DB             *store.DB
	Log            *slog.Logger
	Dev            bool           // the page of components is there
	SecureCookies  bool           // served over https: cookies, HSTS
	TrustedProxies []netip.Prefix // whose X-Forwarded-For is believed; none: nobody's
	BaseURL        string         // https://shop.example, for links that leave the browser; empty: as the request came
	Cost           jobpeople.Cost // of a password hash; zero: jobs.DefaultCost
}

// ipExtractor tells where a request came from. Headers are believed only when the
// connection comes from a proxy that was named.
func ipExtractor(trusted []netip.Prefix) echo.IPExtractor {
	if len(trusted) == 0 {
		return echo.ExtractIPDirect()
	}
	options := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, p := range trusted {
		p = p.Masked()
		options = append(options, echo.TrustIPRange(&net.IPNet{IP: p.Addr().AsSlice(),
			Mask: net.CIDRMask(p.Bits(), p.Addr().BitLen())}))
	}
	return echo.ExtractIPFromXFFHeader(options...)
}

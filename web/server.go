package web

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/labstack/echo/v4"

	jobclassifications "wholesight/jobs/classifications"
	jobforecasts "wholesight/jobs/forecasts"
	"wholesight/jobs/lists"
	jobpeople "wholesight/jobs/people"
	jobreports "wholesight/jobs/reports"
	jobtargets "wholesight/jobs/targets"
	"wholesight/store"
)

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

// Server is the web application. Make it with New.
type Server struct {
	Config
	echo      *echo.Echo
	lines     map[string]route // by "METHOD path"
	sessions  *sessionStore
	hasher    *jobpeople.Hasher
	origins   *http.CrossOriginProtection
	locales   sync.Map // "lang currency" -> views.Locale
	rosters   lists.Cache
	forecasts jobforecasts.Records
	people    jobclassifications.Populations
	targets   jobtargets.Books
	sales     jobreports.Books
	labels    labelSheet
	recents   recents
	todays    todayCache
	draining  atomic.Bool
	uploads   uploadSlots
	streams   streams
	closing   chan struct{}
	close     sync.Once
}

// New makes a server of the routes in routes.go.
func New(cfg Config) *Server {
	s := newServer(cfg)
	s.mount(s.routes())
	return s
}

// newServer is a server without routes.
func newServer(cfg Config) *Server {
	s := &Server{
		Config: cfg, echo: echo.New(), lines: map[string]route{}, closing: make(chan struct{}),
		sessions: newSessionStore(cfg.DB, cfg.SecureCookies),
		hasher:   jobpeople.NewHasher(cfg.Cost),
		origins:  http.NewCrossOriginProtection(),
	}
	if u, err := url.Parse(cfg.BaseURL); err == nil && u.Host != "" {
		// Behind a proxy that changes Host, our own pages still come from here.
		if err := s.origins.AddTrustedOrigin(u.Scheme + "://" + u.Host); err != nil {
			cfg.Log.Warn("base URL is not an origin", "url", cfg.BaseURL, "error", err)
		}
	}
	s.BaseURL = strings.TrimSuffix(cfg.BaseURL, "/")
	s.echo.HideBanner, s.echo.HidePort = true, true
	s.echo.IPExtractor = ipExtractor(cfg.TrustedProxies)
	s.echo.HTTPErrorHandler = s.fail
	s.echo.Use(s.identify, s.logRequest, s.contain, s.headers)
	return s
}

// Handler is the whole application.
func (s *Server) Handler() http.Handler { return s.echo }

// Drain says that the server is about to stop: /readyz answers 503, and streams
// end, so that Shutdown does not wait for them.
func (s *Server) Drain() {
	s.draining.Store(true)
	s.close.Do(func() { close(s.closing) })
}

// HTTPServer serves a handler with time-outs that no slow or silent client can use
// up: five seconds for a request's head, a minute for what follows. Routes that
// need longer (uploads, downloads, streams) lift theirs.
func HTTPServer(addr string, h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Addr:              addr,
		Handler:           h,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       time.Minute,
		WriteTimeout:      time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
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
		options = append(options, echo.TrustIPRange(&net.IPNet{IP: p.Addr().AsSlice(), Mask: net.CIDRMask(p.Bits(), p.Addr().BitLen())}))
	}
	return echo.ExtractIPFromXFFHeader(options...)
}

// healthz says that the process lives; readyz that it can serve: the database
// answers and the server is not about to stop.
func (s *Server) healthz(c echo.Context) error { return c.String(http.StatusOK, "ok\n") }

func (s *Server) readyz(c echo.Context) error {
	if s.draining.Load() {
		return c.String(http.StatusServiceUnavailable, "stopping\n")
	}
	ctx, cancel := context.WithTimeout(c.Request().Context(), 2*time.Second)
	defer cancel()
	err := s.DB.View(ctx, func(tx *store.Tx) error {
		_, err := tx.Setting("shop-name")
		if errors.Is(err, store.ErrNotFound) {
			err = nil
		}
		return err
	})
	if err != nil {
		s.Log.Error("not ready", "error", err)
		return c.String(http.StatusServiceUnavailable, "database does not answer\n")
	}
	return c.String(http.StatusOK, "ready\n")
}

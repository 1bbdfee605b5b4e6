package web

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	jobpeople "wholesight/jobs/people"
	"wholesight/store"
	"wholesight/store/storetest"
	"wholesight/web/kit"
)

func TestMain(m *testing.M) { storetest.Main(m) }

const testPassword = "grey stapler 9 canoe"

// cheap is a password hash that costs next to nothing.
var cheap = jobpeople.Cost{MemoryKiB: 64, Time: 1, Threads: 1}

// shop is a server on a database of its own, with people and a clock that the test
// moves.
type shop struct {
	t   testing.TB
	s   *Server
	db  *store.DB
	log *logBuffer

	mu    sync.Mutex
	clock time.Time

	people  map[string]store.User // by the word that tests use: admin, rep, …
	secrets []string              // ids of sessions and links: never to be written down
	seed    seeds
	heard   *[]heard // where statements are kept while somebody listens
}

// heard is a statement that was sent to the database.
type heard struct {
	statement string
	args      []any
}

// listen is every statement that f sends, and whatever else the server does meanwhile.
func (sh *shop) listen(f func()) (all []heard) {
	sh.mu.Lock()
	sh.heard = &all
	sh.mu.Unlock()
	f()
	sh.mu.Lock()
	defer sh.mu.Unlock()
	sh.heard = nil
	return all
}

func (sh *shop) hear(statement string, args []any) {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	if sh.heard != nil {
		*sh.heard = append(*sh.heard, heard{statement, slices.Clone(args)})
	}
}

// logBuffer is the log, for tests that read it.
type logBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// newShop opens a shop on SQLite; newShopOn on the database at an address.
func newShop(t testing.TB, change ...func(*kit.Config)) *shop {
	t.Helper()
	return newShopOn(t, storetest.SQLiteURL(t), change...)
}

func newShopOn(t testing.TB, address string, change ...func(*kit.Config)) *shop {
	t.Helper()
	sh := &shop{t: t, clock: storetest.Now, log: &logBuffer{}, people: map[string]store.User{}}
	db, err := store.Open(context.Background(), address, store.Options{Now: sh.now, Trace: sh.hear})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	if _, err := db.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
	sh.db = db
	cfg := kit.Config{DB: db, Cost: cheap, Log: slog.New(slog.NewJSONHandler(sh.log, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	for _, f := range change {
		f(&cfg)
	}
	sh.s = New(cfg)
	sh.fill()
	return sh
}

// onBoth runs f on both engines.
func onBoth(t *testing.T, f func(t *testing.T, sh *shop)) {
	t.Helper()
	t.Run("SQLite", func(t *testing.T) { f(t, newShop(t)) })
	t.Run("PostgreSQL", func(t *testing.T) { f(t, newShopOn(t, storetest.PostgresURL(t))) })
}

func (sh *shop) now() time.Time {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	return sh.clock
}

func (sh *shop) wait(d time.Duration) {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	sh.clock = sh.clock.Add(d)
}

// update and view run f in a transaction.
func (sh *shop) update(f func(tx *store.Tx) error) {
	sh.t.Helper()
	storetest.Update(sh.t, sh.db, f)
}

func (sh *shop) view(f func(tx *store.Tx) error) {
	sh.t.Helper()
	storetest.View(sh.t, sh.db, f)
}

// browser is one browser: it keeps its cookies and sends what browsers send.
type browser struct {
	sh      *shop
	cookies map[string]string
	ip      string
	header  http.Header
}

func (sh *shop) browser() *browser {
	return &browser{sh: sh, cookies: map[string]string{}, ip: "192.0.2.44", header: http.Header{"Sec-Fetch-Site": {"same-origin"}, "User-Agent": {"Test Browser 1.0"}}}
}

// as is a browser in which somebody is logged in. The session is begun directly:
// logging in is tested elsewhere, and a hundred of them would be throttled.
func (sh *shop) as(who string) *browser {
	sh.t.Helper()
	b := sh.browser()
	if who == "anonymous" {
		return b
	}
	u, ok := sh.people[who]
	if !ok {
		sh.t.Fatalf("nobody is called %s", who)
	}
	id := jobpeople.NewSecret()
	sh.update(func(tx *store.Tx) error {
		_, err := tx.CreateSession(id, u, b.ip, "Test Browser 1.0", "{}")
		return err
	})
	b.cookies[sh.s.Sessions.Cookie] = id
	sh.secrets = append(sh.secrets, id)
	return b
}

// with is the same browser, sending one more header.
func (b *browser) with(name, value string) *browser {
	other := *b
	other.header = b.header.Clone()
	other.header.Set(name, value)
	return &other
}

// reply is an answer with its body read.
type reply struct {
	*http.Response
	body string
}

// do sends a request; body is a form (POST) or empty.
func (b *browser) do(method, path string, form url.Values) reply {
	b.sh.t.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r := httptest.NewRequest(method, "http://shop.example"+path, body)
	r.RemoteAddr = b.ip + ":40000"
	for name, values := range b.header {
		r.Header[name] = values
	}
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for name, value := range b.cookies {
		r.Header.Add("Cookie", name+"="+value) // as it is: AddCookie would clean it
	}
	w := httptest.NewRecorder()
	b.sh.s.Handler().ServeHTTP(w, r)
	res := w.Result()
	res.Request = r
	for _, c := range res.Cookies() {
		b.checkCookie(c)
		if c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		} else {
			b.cookies[c.Name] = c.Value
		}
	}
	text, err := io.ReadAll(res.Body)
	if err != nil {
		b.sh.t.Fatal(err)
	}
	if res.Header.Get("Content-Type") == kit.TableTypes["xlsx"] {
		text = unpacked(b.sh.t, text)
	}
	return reply{res, string(text)}
}

// unpacked is what the parts of a spreadsheet say, so that tests can look for it.
func unpacked(t testing.TB, file []byte) (text []byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		text = append(append(text, b...), '\n')
	}
	return text
}

// checkCookie fails the test when a cookie is other than all of ours must be. Every
// answer of every test passes here.
func (b *browser) checkCookie(c *http.Cookie) {
	b.sh.t.Helper()
	name := kit.PlainCookie
	if b.sh.s.SecureCookies {
		name = kit.SecureCookie
	}
	if c.Name != name || c.Secure != b.sh.s.SecureCookies || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode ||
		c.Path != "/" || c.Domain != "" || c.MaxAge > 0 || !c.Expires.IsZero() && c.MaxAge == 0 {
		b.sh.t.Errorf("cookie %+v", c)
	}
	if c.MaxAge == 0 && !kit.SecretForm.MatchString(c.Value) {
		b.sh.t.Errorf("the cookie's value is not a random id: %q", c.Value)
	}
}

func (b *browser) get(path string) reply {
	b.sh.t.Helper()
	return b.do(http.MethodGet, path, nil)
}

// post sends a form given as name, value, name, value …
func (b *browser) post(path string, pairs ...string) reply {
	b.sh.t.Helper()
	return b.do(http.MethodPost, path, values(pairs...))
}

func values(pairs ...string) url.Values {
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return form
}

// want fails the test unless the answer has the status and, when given, leads there.
func (r reply) want(t testing.TB, status int, location ...string) reply {
	t.Helper()
	if r.StatusCode != status {
		t.Fatalf("status %d, want %d\n%s", r.StatusCode, status, r.body)
	}
	if len(location) > 0 && r.Header.Get("Location") != location[0] {
		t.Fatalf("leads to %q, want %q", r.Header.Get("Location"), location[0])
	}
	return r
}

// says fails the test unless the body has every text.
func (r reply) says(t testing.TB, texts ...string) reply {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(r.body, text) {
			t.Fatalf("the answer does not say %q\n%s", text, r.body)
		}
	}
	return r
}

// without is the same browser, not sending a header.
func (b *browser) without(name string) *browser {
	other := *b
	other.header = b.header.Clone()
	other.header.Del(name)
	return &other
}

// auditActions is the audit log, newest first: action and object of each entry.
func (sh *shop) auditActions() (lines []string) {
	sh.t.Helper()
	for _, e := range sh.audit() {
		lines = append(lines, e.Action+" "+e.Object)
	}
	return lines
}

// audit is the newest entries of the audit log, newest first.
func (sh *shop) audit() (all []store.AuditEntry) {
	sh.t.Helper()
	sh.view(func(tx *store.Tx) (err error) {
		all, err = tx.AuditLog(store.AuditFilter{Limit: 200})
		return err
	})
	return all
}

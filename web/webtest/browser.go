package webtest

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"

	jobpeople "wholesight/jobs/people"
	"wholesight/store"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// Browser is one browser: it keeps its cookies and sends what browsers send.
type Browser struct {
	Sh      *Shop
	Cookies map[string]string
	IP      string
	header  http.Header
}

// Browser is a browser in which nobody is logged in.
func (sh *Shop) Browser() *Browser {
	return &Browser{Sh: sh, Cookies: map[string]string{}, IP: "192.0.2.44",
		header: http.Header{"Sec-Fetch-Site": {"same-origin"}, "User-Agent": {"Test Browser 1.0"}}}
}

// As is a browser in which somebody is logged in. The session is begun directly:
// logging in is tested elsewhere, and a hundred of them would be throttled.
func (sh *Shop) As(who string) *Browser {
	sh.T.Helper()
	b := sh.Browser()
	if who == "anonymous" {
		return b
	}
	u, ok := sh.People[who]
	if !ok {
		sh.T.Fatalf("nobody is called %s", who)
	}
	id := jobpeople.NewSecret()
	sh.Update(func(tx *store.Tx) error {
		_, err := tx.CreateSession(id, u, b.IP, "Test Browser 1.0", "{}")
		return err
	})
	b.Cookies[sh.Server.Sessions.Cookie] = id
	sh.Secrets = append(sh.Secrets, id)
	return b
}

// With is the same browser, sending one more header.
func (b *Browser) With(name, value string) *Browser {
	other := *b
	other.header = b.header.Clone()
	other.header.Set(name, value)
	return &other
}

// Without is the same browser, not sending a header.
func (b *Browser) Without(name string) *Browser {
	other := *b
	other.header = b.header.Clone()
	other.header.Del(name)
	return &other
}

// Do sends a request; body is a form (POST) or empty.
func (b *Browser) Do(method, path string, form url.Values) Reply {
	b.Sh.T.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r := httptest.NewRequest(method, "http://shop.example"+path, body)
	r.RemoteAddr = b.IP + ":40000"
	for name, values := range b.header {
		r.Header[name] = values
	}
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for name, value := range b.Cookies {
		r.Header.Add("Cookie", name+"="+value) // as it is: AddCookie would clean it
	}
	w := httptest.NewRecorder()
	b.Sh.Server.Handler().ServeHTTP(w, r)
	res := w.Result()
	res.Request = r
	for _, c := range res.Cookies() {
		b.checkCookie(c)
		if c.MaxAge < 0 {
			delete(b.Cookies, c.Name)
		} else {
			b.Cookies[c.Name] = c.Value
		}
	}
	text, err := io.ReadAll(res.Body)
	if err != nil {
		b.Sh.T.Fatal(err)
	}
	if res.Header.Get("Content-Type") == kit.TableTypes["xlsx"] {
		text = unpacked(b.Sh.T, text)
	}
	return Reply{res, string(text)}
}

// checkCookie fails the test when a cookie is other than all of ours must be. Every
// answer of every test passes here.
func (b *Browser) checkCookie(c *http.Cookie) {
	b.Sh.T.Helper()
	name := kit.PlainCookie
	if b.Sh.Server.SecureCookies {
		name = kit.SecureCookie
	}
	if c.Name != name || c.Secure != b.Sh.Server.SecureCookies || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode ||
		c.Path != "/" || c.Domain != "" || c.MaxAge > 0 || !c.Expires.IsZero() && c.MaxAge == 0 {
		b.Sh.T.Errorf("cookie %+v", c)
	}
	if c.MaxAge == 0 && !kit.SecretForm.MatchString(c.Value) {
		b.Sh.T.Errorf("the cookie's value is not a random id: %q", c.Value)
	}
}

// Get asks for an address.
func (b *Browser) Get(path string) Reply {
	b.Sh.T.Helper()
	return b.Do(http.MethodGet, path, nil)
}

// Look is a page as it is read: its hard spaces are spaces.
func (b *Browser) Look(path string) Reply {
	b.Sh.T.Helper()
	r := b.Get(path).Want(b.Sh.T, http.StatusOK)
	r.Text = Plain(r.Text)
	return r
}

// Post sends a form given as name, value, name, value …
func (b *Browser) Post(path string, pairs ...string) Reply {
	b.Sh.T.Helper()
	return b.Do(http.MethodPost, path, Values(pairs...))
}

// Press sends the form of a page whose button says text, as it stands, with other
// values where given (name, value …).
func (b *Browser) Press(path, text string, values ...string) Reply {
	b.Sh.T.Helper()
	doc := b.Look(path).Doc(b.Sh.T)
	button := doc.Find("main button[type=submit]").FilterFunction(func(_ int, s *goquery.Selection) bool {
		return strings.Contains(s.Text(), text)
	}).First()
	if button.Length() == 0 {
		b.Sh.T.Fatalf("%s has no button that says %q", path, text)
	}
	form := button.Closest("form")
	action := button.AttrOr("formaction", form.AttrOr("action", ""))
	sent := FormValues(form)
	for i := 0; i < len(values); i += 2 {
		sent.Set(values[i], values[i+1])
	}
	return b.Do(http.MethodPost, action, sent)
}

// Send posts a body of any kind.
func (b *Browser) Send(path, contentType string, body io.Reader, more http.Header) Reply {
	b.Sh.T.Helper()
	r := httptest.NewRequest(http.MethodPost, "http://shop.example"+path, body)
	r.RemoteAddr = b.IP + ":40000"
	r.Header = b.header.Clone()
	r.Header.Set("Content-Type", contentType)
	for name, values := range more {
		r.Header[name] = values
	}
	for name, value := range b.Cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	b.Sh.Server.Handler().ServeHTTP(w, r)
	text, err := io.ReadAll(w.Result().Body)
	if err != nil {
		b.Sh.T.Fatal(err)
	}
	return Reply{w.Result(), string(text)}
}

// FileForm is a form with a file, as a browser sends it: the fields first.
type FileForm struct {
	Fields []string // name, value, name, value …
	Name   string
	File   []byte
	Header http.Header
}

func (b *Browser) Upload(u FileForm) Reply {
	b.Sh.T.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	check := func(err error) {
		b.Sh.T.Helper()
		if err != nil {
			b.Sh.T.Fatal(err)
		}
	}
	for i := 0; i < len(u.Fields); i += 2 {
		check(w.WriteField(u.Fields[i], u.Fields[i+1]))
	}
	part, err := w.CreateFormFile("file", u.Name)
	check(err)
	_, err = part.Write(u.File)
	check(err)
	check(w.Close())
	return b.Send(paths.ImportsPath(), w.FormDataContentType(), &body, u.Header)
}

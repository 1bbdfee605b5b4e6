package kit

import (
	"encoding/json"
	"net/http"
	"regexp"

	"github.com/gorilla/sessions"

	jobpeople "wholesight/jobs/people"
	"wholesight/store"
	"wholesight/views/ui"
)

// SessionStore is gorilla's sessions.Store over the database: the cookie carries
// one random id, the row its hash, the user and the toasts that wait. A cookie that
// means nothing (garbage, ended, too old) is a new session, never an error; an
// error is the database's, and then nobody is let in.
type SessionStore struct {
	db     *store.DB
	Cookie string
	secure bool
}

// The cookie's name. With https the prefix makes browsers refuse it from anybody
// but this very host; over plain http they would refuse it altogether.
const (
	SecureCookie = "__Host-sid"
	PlainCookie  = "sid"
)

func newSessionStore(db *store.DB, secure bool) *SessionStore {
	st := &SessionStore{db: db, Cookie: PlainCookie, secure: secure}
	if secure {
		st.Cookie = SecureCookie
	}
	return st
}

// Get is the request's session, read once.
func (st *SessionStore) Get(r *http.Request, name string) (*sessions.Session, error) {
	return sessions.GetRegistry(r).Get(st, name)
}

// SecretForm is how jobs.NewSecret writes 256 bits: nothing else is looked up.
var SecretForm = regexp.MustCompile(`^[A-Za-z0-9_-]{43}$`)

// secret is the id that a request brings; empty: none, or nothing of ours.
func (st *SessionStore) secret(r *http.Request) string {
	cookie, err := r.Cookie(st.Cookie)
	if err != nil || !SecretForm.MatchString(cookie.Value) {
		return ""
	}
	return cookie.Value
}

// New is the request's session: read reads it.
func (st *SessionStore) New(r *http.Request, _ string) (*sessions.Session, error) {
	sess, _, err := st.read(r, func(*store.Tx, store.Visit) error { return nil })
	return sess, err
}

// read reads the request's session and its user from the database, and in the same
// snapshot what also wants; a new, empty session when the request has none that counts.
// It writes down, at most once a minute, that the session was used.
func (st *SessionStore) read(r *http.Request,
	also func(*store.Tx, store.Visit) error) (*sessions.Session, store.Visit, error) {
	sess := sessions.NewSession(st, st.Cookie)
	sess.Options, sess.IsNew = st.options(), true
	secret := st.secret(r)
	var visit store.Visit
	if err := st.db.View(r.Context(), func(tx *store.Tx) (err error) {
		if visit, err = tx.Visit(secret); err != nil {
			return err
		}
		return also(tx, visit)
	}); err != nil || !visit.Known {
		return sess, visit, err
	}
	if row := visit.Session; row.Stale(st.db.Now()) {
		err := st.db.Update(r.Context(), func(tx *store.Tx) error { return tx.TouchSession(row, visit.User.Role) })
		if err != nil {
			return sess, visit, err
		}
	}
	sess.ID, sess.IsNew = secret, false
	for _, t := range decodeToasts(visit.Session.Data) {
		sess.AddFlash(t)
	}
	return sess, visit, nil
}

// Save stores the toasts that wait; with a negative MaxAge it ends the session, in
// the database and in the browser. A new session is begun by begin alone.
func (st *SessionStore) Save(r *http.Request, w http.ResponseWriter, sess *sessions.Session) error {
	if sess.Options.MaxAge < 0 {
		http.SetCookie(w, sessions.NewCookie(sess.Name(), "", sess.Options))
		return st.db.Update(r.Context(), func(tx *store.Tx) error { return tx.DeleteSession(store.HashSecret(sess.ID)) })
	}
	if sess.ID == "" {
		return nil
	}
	return st.db.Update(r.Context(), func(tx *store.Tx) error {
		return tx.SaveSessionData(store.HashSecret(sess.ID), "{}")
	})
}

// Begin starts a session of a user under a fresh id, in the transaction of the
// log-in; the one the browser had before ends. The cookie is set by send, once the
// transaction is through.
func (st *SessionStore) Begin(tx *store.Tx, r *http.Request, u store.User, ip string) (id string, err error) {
	if old, err := r.Cookie(st.Cookie); err == nil {
		if err := tx.DeleteSession(store.HashSecret(old.Value)); err != nil {
			return "", err
		}
	}
	id = jobpeople.NewSecret()
	_, err = tx.CreateSession(id, u, ip, agent(r), "{}")
	return id, err
}

// Send gives the browser the id of its new session.
func (st *SessionStore) Send(w http.ResponseWriter, id string) {
	http.SetCookie(w, sessions.NewCookie(st.Cookie, id, st.options()))
}

// options are the cookie's: gone when the browser closes, out of reach of scripts
// and of other sites' forms. How long the session lasts is decided by the server.
func (st *SessionStore) options() *sessions.Options {
	return &sessions.Options{Path: "/", HttpOnly: true, Secure: st.secure, SameSite: http.SameSiteLaxMode}
}

// agent is the browser's name for itself, cut to what a list of sessions can show.
func agent(r *http.Request) string {
	a := []rune(r.UserAgent())
	return string(a[:min(len(a), 200)])
}

// sessionData is the JSON of a session's row.
type sessionData struct {
	Toasts []ui.Toast `json:"toasts,omitempty"`
}

// decodeToasts reads the toasts of a row; what cannot be read is of an older
// version and not worth an error.
func decodeToasts(data string) []ui.Toast {
	var d sessionData
	if err := json.Unmarshal([]byte(data), &d); err != nil {
		return nil
	}
	return d.Toasts
}

// AddToast keeps a toast for the session's next page, in the transaction of what
// it speaks of.
func AddToast(tx *store.Tx, row store.Session, t ui.Toast) error {
	if t.Undo != "" {
		t.Key = jobpeople.NewSecret()
	}
	data, err := json.Marshal(sessionData{Toasts: append(decodeToasts(row.Data), t)})
	if err != nil {
		return err
	}
	return tx.SaveSessionData(row.Hash, string(data))
}

package kit

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"net/http"
	"slices"
	"sync"

	"github.com/labstack/echo/v4"

	"wholesight/store"
	"wholesight/views/ui"
)

// labelSheet is the style sheet of the labels' colours, kept until a classification
// changes. The zero labelSheet is ready.
type labelSheet struct {
	mu   sync.Mutex
	n    int64 // revision of the classifications it was made of
	css  string
	hash string // of css; empty: none was made yet
}

// Of is the sheet of the transaction's snapshot.
func (s *labelSheet) of(tx *store.Tx) (css, hash string, err error) {
	stamp, err := tx.Stamp()
	if err != nil {
		return "", "", err
	}
	s.mu.Lock()
	css, hash = s.css, s.hash
	known := s.hash != "" && s.n == stamp.Classifications
	s.mu.Unlock()
	if known {
		return css, hash, nil
	}
	rows, err := tx.AllClassifications() // deleted ones too: history shows them
	if err != nil {
		return "", "", err
	}
	var all []ui.LabelColour
	for _, id := range slices.Sorted(maps.Keys(rows)) {
		all = append(all, ui.LabelColour{ID: id, Colour: rows[id].Colour})
	}
	if css, err = ui.LabelCSS(all); err != nil {
		return "", "", err
	}
	sum := sha256.Sum256([]byte(css))
	hash = hex.EncodeToString(sum[:8])
	s.mu.Lock()
	defer s.mu.Unlock()
	s.n, s.css, s.hash = stamp.Classifications, css, hash
	return css, hash, nil
}

// labelsCSS: GET /labels.css, staff: the colours of the labels. Under the address
// that pages give (with the content's hash) a browser may keep it.
func (s *Kit) labelsCSS(c echo.Context) error {
	var css, hash string
	if err := s.View(c, func(tx *store.Tx) (err error) {
		css, hash, err = s.labels.of(tx)
		return err
	}); err != nil {
		return err
	}
	h := c.Response().Header()
	tag := `"` + hash + `"`
	h.Set("ETag", tag)
	h.Set("Cache-Control", "private, no-cache")
	if c.QueryParam("v") == hash {
		h.Set("Cache-Control", "private, max-age=31536000, immutable")
	}
	if c.Request().Header.Get("If-None-Match") == tag {
		return c.NoContent(http.StatusNotModified)
	}
	return send(c, http.StatusOK, "text/css; charset=utf-8", []byte(css))
}

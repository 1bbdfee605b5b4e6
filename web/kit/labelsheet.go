package kit

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"wholesight/jobs/cache"
	"wholesight/store"
	"wholesight/views/ui"
)

// labelSheet is the style sheet of the labels' colours, kept until a classification
// changes. The zero labelSheet is ready.
type labelSheet struct {
	kept cache.One[int64, sheet] // by revision of the classifications
}

// sheet is a style sheet, the hash of it, and the classifications that it is of.
type sheet struct {
	css, hash string
	rows      map[int64]store.Classification // shared: not to be changed
}

// of is the sheet of the transaction's snapshot.
func (s *labelSheet) of(tx *store.Tx) (sheet, error) {
	stamp, err := tx.Stamp()
	if err != nil {
		return sheet{}, err
	}
	return s.kept.Get(tx, stamp.Classifications, func() (sheet, error) {
		rows, err := tx.AllClassifications() // deleted ones too: history shows them
		if err != nil {
			return sheet{}, err
		}
		var all []ui.LabelColour
		for _, id := range slices.Sorted(maps.Keys(rows)) {
			all = append(all, ui.LabelColour{ID: id, Colour: rows[id].Colour})
		}
		css, err := ui.LabelCSS(all)
		sum := sha256.Sum256([]byte(css))
		return sheet{css, hex.EncodeToString(sum[:8]), rows}, err
	})
}

// Classifications are all of the transaction's snapshot, deleted ones too, by id. All
// requests share them: they are not to be changed.
func (s *Kit) Classifications(tx *store.Tx) (map[int64]store.Classification, error) {
	made, err := s.labels.of(tx)
	return made.rows, err
}

// labelsCSS: GET /labels.css, staff: the colours of the labels. Under the address
// that pages give (with the content's hash) a browser may keep it.
func (s *Kit) labelsCSS(c echo.Context) error {
	var made sheet
	if err := s.View(c, func(tx *store.Tx) (err error) {
		made, err = s.labels.of(tx)
		return err
	}); err != nil {
		return err
	}
	h := c.Response().Header()
	tag := `"` + made.hash + `"`
	h.Set("ETag", tag)
	h.Set("Cache-Control", "private, no-cache")
	if c.QueryParam("v") == made.hash {
		h.Set("Cache-Control", "private, max-age=31536000, immutable")
	}
	if c.Request().Header.Get("If-None-Match") == tag {
		return c.NoContent(http.StatusNotModified)
	}
	return send(c, http.StatusOK, "text/css; charset=utf-8", []byte(made.css))
}

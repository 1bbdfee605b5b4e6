package record

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/kit"
)

// customerPage: GET /customers/:code, staff: a customer that the person may see. The
// parameters are those of the list that one came from.
func (s *Pages) customerPage(c echo.Context) error {
	code, err := customerCode(c)
	if err != nil {
		return err
	}
	var p ui.Page
	var in subject
	blocks := s.blocks()
	if err := s.View(c, func(tx *store.Tx) (err error) {
		if p, err = s.Page(c, tx, ui.NavCustomers, ""); err != nil {
			return err
		}
		if in, err = s.subjectOf(c, tx, p.Locale, code); err != nil {
			return err
		}
		return readBlocks(c, tx, &in, blocks)
	}); err != nil {
		return err
	}
	p.Title, p.Bare, p.Charts = in.customer.Name, true, true
	content := in.head(p.Locale)
	if content.Blocks, err = showBlocks(&in, p.Locale, blocks); err != nil {
		return err
	}
	return s.Render(c, http.StatusOK, s.Frame(c, p, content), nil)
}

// customerCode is the code in the address of a customer's page or of one below it.
func customerCode(c echo.Context) (string, error) { return pathText(c, 1) }

// pathText is a part of the address, from 0 on, as the text that it stands for. It is
// read from the path as it was sent, since a code may hold a slash.
func pathText(c echo.Context, part int) (string, error) {
	parts := strings.Split(strings.TrimPrefix(c.Request().URL.EscapedPath(), "/"), "/")
	if part >= len(parts) || parts[len(parts)-1] == "" {
		return "", store.ErrNotFound
	}
	text, err := url.PathUnescape(parts[part])
	if err != nil {
		return "", kit.BadRequest("This address cannot be understood.")
	}
	return text, nil
}

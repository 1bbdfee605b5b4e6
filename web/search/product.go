package search

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/store"
	"wholesight/views/ui"
)

// productPage: GET /products/:sku, staff: what is known of a product. What it costs the
// shop is not said here: a rep quotes from this page.
func (s *Pages) productPage(c echo.Context) error {
	sku, err := url.PathUnescape(c.Param("sku"))
	if err != nil {
		return store.ErrNotFound
	}
	var p ui.Page
	var product *store.Product
	err = s.View(c, func(tx *store.Tx) (err error) {
		if product, err = tx.ProductBySKU(sku); err != nil {
			return err
		}
		p, err = s.Page(c, tx, "", product.Name)
		return err
	})
	if err != nil {
		return err
	}
	sheet := ui.Sheet{{Title: p.Locale.T("Product"), Show: []templ.Component{newProductFacts(p.Locale, product)}}}
	return s.Render(c, http.StatusOK, s.Frame(c, p, sheet), nil)
}

// newProductFacts are the facts that the shop has given; what it has not is left out.
func newProductFacts(l ui.Locale, p *store.Product) ui.Facts {
	facts := ui.Facts{{Name: l.T("SKU"), Text: p.SKU}}
	for _, f := range []ui.Fact{{Name: l.T("Category"), Text: p.Category}, {Name: l.T("Product group"), Text: p.Group},
		{Name: l.T("Brand"), Text: p.Brand},
		{Name: l.T("Tags"), Text: strings.Join(p.Tags, ", ")}} {
		if f.Text != "" {
			facts = append(facts, f)
		}
	}
	if p.ListPrice != nil {
		facts = append(facts, ui.Fact{Name: l.T("List price"), Text: l.UnitPrice(*p.ListPrice)})
	}
	if p.PackSize != nil {
		facts = append(facts, ui.Fact{Name: l.T("Pack size"), Text: l.Quantity(*p.PackSize)})
	}
	state := ui.Badge{Text: l.T("active"), Tone: ui.Good}
	if !p.Active {
		state = ui.Badge{Text: l.T("not active")}
	}
	facts = append(facts, ui.Fact{Name: l.T("State"), Content: state})
	if p.Minimal {
		facts = append(facts, ui.Fact{Name: l.T("Known from"),
			Text: l.T("orders only: no product file has spoken of it yet")})
	}
	return facts
}

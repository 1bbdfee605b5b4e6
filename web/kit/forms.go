package kit

import (
	"errors"
	"net/url"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/jobs/customerlist"
	jobkit "wholesight/jobs/kit"
	"wholesight/store"
	"wholesight/views/ui"
	"wholesight/web/paths"
)

// Sentence begins with a capital and ends with a stop.
func Sentence(s string) string {
	if s == "" {
		return s
	}
	r := []rune(s)
	s = strings.ToUpper(string(r[0])) + string(r[1:])
	if strings.HasSuffix(s, ".") {
		return s
	}
	return s + "."
}

// CodeBefore is the customer code in an address that goes on behind it.
func CodeBefore(c echo.Context, rest string) (string, error) {
	escaped := strings.TrimPrefix(c.Request().URL.EscapedPath(), paths.CustomersPath()+"/")
	code, err := url.PathUnescape(strings.TrimSuffix(escaped, rest))
	if err != nil {
		return "", BadRequest("This address cannot be understood.")
	}
	return code, nil
}

// InRegion has a form's answer replace what stands in a region.
func InRegion(action, region string) templ.Attributes {
	return templ.Attributes{"hx-post": action, "hx-target": "#" + region, "hx-swap": "innerHTML",
		"hx-disabled-elt": "find [type=submit]"}
}

// Prefixed is an address made of a text; none of an empty one.
func Prefixed(scheme, text string) string {
	if text == "" {
		return ""
	}
	return scheme + text
}

// typedFilters are the filters that people type, by their labels.
var typedFilters = func() map[string]string {
	all := map[string]string{"q": "Text", "silent": "Last order older than", "no_contact": "No contact for"}
	for _, field := range customerlist.Ranged {
		all[field.Name+"_min"], all[field.Name+"_max"] = field.Title+" from", field.Title+" up to"
	}
	return all
}()

// BadAddress says what of an address cannot be understood. Who typed a filter did not
// write an address: it is called as it is on the page.
func BadAddress(problems []customerlist.Problem) error {
	parts, begin := make([]string, len(problems)), ""
	for i, p := range problems {
		name := typedFilters[p.Name]
		if name == "" {
			name, begin = p.Name, "This address cannot be understood: "
		}
		parts[i] = name + " " + p.Words
	}
	return BadRequest(begin + strings.Join(parts, "; ") + ".")
}

// HasEmpty tells whether a form without script filled the address with the names of
// fields that were left empty.
func HasEmpty(params url.Values) bool {
	for _, values := range params {
		for _, v := range values {
			if v == "" {
				return true
			}
		}
	}
	return false
}

// ShowAsk renders a page that is one form, with what was refused at its fields.
func (s *Kit) ShowAsk(c echo.Context, status int, p ui.Page, f ui.FormOptions, fields []ui.Field,
	bad jobkit.Refusals) error {
	if len(bad) > 0 {
		f.Error = Again(p.Locale, fields, bad)
	}
	ask := ui.Ask{Form: f, Fields: fields}
	return s.Render(c, status, s.Frame(c, p, ask), ask)
}

// PathID is the :id of an address; what is no id is not there.
func PathID(c echo.Context) (int64, error) {
	n := paths.Number(c.Param("id"))
	if n <= 0 || strconv.FormatInt(n, 10) != c.Param("id") {
		return 0, store.ErrNotFound
	}
	return n, nil
}

// RefusalsOf are the refusals in an error's chain.
func RefusalsOf(err error) (jobkit.Refusals, bool) {
	var bad jobkit.Refusals
	ok := errors.As(err, &bad)
	return bad, ok
}

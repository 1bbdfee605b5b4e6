package web

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"wholesight/jobs/builds"
	"wholesight/jobs/calendar"
	jobclassifications "wholesight/jobs/classifications"
	"wholesight/jobs/rebuild"
	"wholesight/jobs/settings"
	"wholesight/store"
	viewclassifications "wholesight/views/classifications"
	"wholesight/views/ui"
)

func classificationsPath(smartType int64) string {
	if smartType == 0 {
		return "/classifications"
	}
	return "/classifications?smart_type=" + strconv.FormatInt(smartType, 10)
}

// atPath is the page after something was done with a row, which gets the focus.
func atPath(smartType int64, at string) string { return classificationsPath(smartType) + "&at=" + at }

// overPath is the page after a run, which it tells the end of.
func overPath(smartType, job int64) string {
	return classificationsPath(smartType) + "&over=" + strconv.FormatInt(job, 10)
}

// rulePath is a row of a smart type's; a new one of a draft has an id below 0, and
// needs the smart type to be found.
func rulePath(smartType, id int64) string {
	path := "/classifications/" + strconv.FormatInt(id, 10)
	if id < 0 {
		path += "?smart_type=" + strconv.FormatInt(smartType, 10)
	}
	return path
}

func ruleDoPath(id int64, do string) string {
	return "/classifications/" + strconv.FormatInt(id, 10) + "/" + do
}
func classificationNewPath(smartType int64, kind string) string {
	return "/classifications/new?" + url.Values{"smart_type": {strconv.FormatInt(smartType, 10)}, "type": {kind}}.Encode()
}
func previewPath() string        { return "/classifications/preview" }
func draftPath(do string) string { return "/classifications/draft/" + do }
func timeframePath() string      { return "/classifications/timeframe" }
func reportPath() string         { return "/reports/classifications" }

// customersWithPath is the list of the customers who carry a label.
func customersWithPath(label int64) string {
	return customersPath() + "?label=" + strconv.FormatInt(label, 10)
}

// classificationsData is what the page of classifications is made from.
type classificationsData struct {
	types     []store.SmartType
	smartType int64 // whose classifications show; 0: there is no smart type
	all       []store.Classification
	counts    map[int64]store.LabelCount
	moves     []store.Move // of the build
	build     *store.Build // whose labels the counts are of; nil: no run yet
	asOf      calendar.Day // of the next run
	live      []store.Job
	over      *store.Job
	admin     bool
	settings  bool // the person may open the settings
	now       time.Time
	bands     bandsData
	key       ui.Field    // of the rows' forms, one for all: each has an address of its own, and a key counts at one
	typed     *typedValue // a value that was refused
	at        string      // the row that the person has just moved; "draft": the draft was discarded
}

// classificationsPage: GET /classifications, office: the classifications of one
// smart type, with what the published build counts, the run, and for admins their
// draft.
func (s *Server) classificationsPage(c echo.Context) error {
	smartType, errS := optionalID(c.QueryParam("smart_type"))
	over, errO := optionalID(c.QueryParam("over"))
	if errS != nil || errO != nil {
		return badRequest("There is no such smart type.")
	}
	return s.showClassifications(c, http.StatusOK, classificationsData{smartType: smartType, at: c.QueryParam("at")}, over, nil)
}

// showClassifications answers with the page, or with its region when htmx asks,
// wherever the request came from: a form in place says where it wants its refusals,
// and this is where it leads when it was accepted. more goes over everything, with
// the note of what was refused.
//
// What was applied may have brought a colour that the page's style sheet does not
// have: then the page loads itself again, where it is.
func (s *Server) showClassifications(c echo.Context, status int, d classificationsData, over int64, more func(l ui.Locale, d *classificationsData, v *viewclassifications.ClassificationsView)) error {
	if wantsFragment(c.Request()) && c.QueryParam("applied") != "" {
		c.Response().Header().Set("HX-Refresh", "true")
		return c.NoContent(http.StatusOK)
	}
	d.admin, d.now = isAdmin(c), s.DB.Now()
	u, known := userOf(c)
	if known {
		d.settings = s.may(u, http.MethodGet, settingsPath())
	}
	var p ui.Page
	err := s.view(c, func(tx *store.Tx) (err error) {
		if p, err = s.page(c, tx, ui.NavClassifications, "Classifications"); err != nil {
			return err
		}
		d.key = newKeyField()
		if err = d.read(tx, s.shopOf(c), over); err != nil || d.smartType == 0 {
			return err
		}
		if d.bands.draft == nil {
			if d.bands.draft, err = jobclassifications.LoadDraft(tx, u.ID, d.smartType); err != nil {
				return err
			}
		}
		return d.bands.read(tx, &s.people, d.admin)
	})
	if err != nil {
		return err
	}
	p.About = p.Locale.T("The labels that customers get: what each one finds, and how many it finds today.")
	p.Scripts = []string{"bands.js"}
	if d.build != nil {
		p.Actions = []ui.Button{{Text: p.Locale.T("Report as CSV"), Icon: "download", Href: reportPath() + ".csv"},
			{Text: p.Locale.T("Report as XLSX"), Icon: "download", Href: reportPath() + ".xlsx"}}
	}
	content := newClassificationsView(p.Locale, s.shopOf(c), &d)
	content.Part, content.Focus = wantsFragment(c.Request()), d.at == "draft"
	if more != nil {
		more(p.Locale, &d, &content)
	}
	h := c.Response().Header()
	h.Set("HX-Retarget", "#"+viewclassifications.ClassificationsRegion)
	h.Set("HX-Reswap", "outerHTML")
	return s.render(c, status, s.frame(c, p, content), content)
}

func (d *classificationsData) read(tx *store.Tx, shop settings.Shop, over int64) (err error) {
	if d.types, err = tx.SmartTypes(); err != nil {
		return err
	}
	if d.smartType == 0 && len(d.types) > 0 {
		d.smartType = d.types[0].ID
	}
	if d.smartType != 0 {
		if _, err := tx.SmartType(d.smartType); err != nil {
			return err
		}
	}
	if d.all, err = tx.Classifications(0); err != nil {
		return err
	}
	counts, err := tx.LabelCounts(store.Everyone())
	if err != nil {
		return err
	}
	d.counts = make(map[int64]store.LabelCount, len(counts))
	for _, n := range counts {
		d.counts[n.ClassificationID] = n
	}
	switch build, err := tx.Published(rebuild.StepLabels); {
	case err == nil:
		d.build = &build
		if d.moves, err = tx.Moves(store.Everyone(), build.ID); err != nil {
			return err
		}
	case !errors.Is(err, store.ErrNotFound):
		return err
	}
	if d.asOf, err = builds.ResolveAsOf(tx, shop, shop.AsOf); err != nil {
		return err
	}
	if d.live, err = liveJobs(tx, rebuildJobs...); err != nil {
		return err
	}
	d.over, err = overJob(tx, over)
	return err
}

// report: GET /reports/classifications.csv and .xlsx, staff: the classification
// report of the customers of the person's scope. as_of computes it afresh for a day,
// for those who see every customer: it reads the whole order book.
func (s *Server) report(c echo.Context) error {
	var asOf *calendar.Day
	name := "classifications"
	if text := c.QueryParam("as_of"); text != "" {
		if u, _ := userOf(c); of(u.Role)&office == 0 {
			return errForbidden
		}
		day, err := calendar.Parse(text)
		if err != nil {
			return badRequest("The day must be written as YYYY-MM-DD.")
		}
		asOf, name = &day, "classifications-"+day.String()
	} else if err := s.view(c, func(tx *store.Tx) error { // nothing to take is no export
		_, err := tx.Published(rebuild.StepLabels)
		return err
	}); err != nil {
		return err
	}
	return s.tableOf(c, name, formatOf(c), func(w io.Writer) error {
		return rebuild.WriteReportAs(c.Request().Context(), s.DB, scope(c), formatOf(c), w, asOf)
	})
}

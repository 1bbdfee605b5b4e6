package classifications

import (
	"errors"
	"net/http"
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
	"wholesight/web/kit"
	"wholesight/web/paths"
	"wholesight/web/words"
)

// ClassificationsData is what the page of classifications is made from.
type ClassificationsData struct {
	types     []store.SmartType
	smartType int64 // whose classifications show; 0: there is no smart type
	all       []store.Classification
	counts    map[int64]store.LabelCount
	moves     []store.Move // of the build
	build     *store.Build // whose labels the counts are of; nil: no run yet
	asOf      calendar.Day // of the next run
	live      []store.Job
	over      *store.Job
	Admin     bool
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
func (s *Pages) classificationsPage(c echo.Context) error {
	smartType, errS := kit.OptionalID(c.QueryParam("smart_type"))
	over, errO := kit.OptionalID(c.QueryParam("over"))
	if errS != nil || errO != nil {
		return kit.BadRequest("There is no such smart type.")
	}
	return s.showClassifications(c, http.StatusOK, ClassificationsData{smartType: smartType, at: c.QueryParam("at")}, over,
		nil)
}

// showClassifications answers with the page, or with its region when htmx asks,
// wherever the request came from: a form in place says where it wants its refusals,
// and this is where it leads when it was accepted. more goes over everything, with
// the note of what was refused.
//
// What was applied may have brought a colour that the page's style sheet does not
// have: then the page loads itself again, where it is.
func (s *Pages) showClassifications(c echo.Context, status int, d ClassificationsData, over int64,
	more func(l ui.Locale, d *ClassificationsData, v *viewclassifications.ClassificationsView)) error {
	if kit.WantsFragment(c.Request()) && c.QueryParam("applied") != "" {
		c.Response().Header().Set("HX-Refresh", "true")
		return c.NoContent(http.StatusOK)
	}
	d.Admin, d.now = kit.IsAdmin(c), s.DB.Now()
	u, known := kit.UserOf(c)
	if known {
		d.settings = s.May(u, http.MethodGet, paths.SettingsPath())
	}
	var p ui.Page
	err := s.View(c, func(tx *store.Tx) (err error) {
		if p, err = s.Page(c, tx, ui.NavClassifications, "Classifications"); err != nil {
			return err
		}
		d.key = kit.NewKeyField()
		if err = d.read(tx, s.ShopOf(c), over); err != nil || d.smartType == 0 {
			return err
		}
		if d.bands.draft == nil {
			if d.bands.draft, err = jobclassifications.LoadDraft(tx, u.ID, d.smartType); err != nil {
				return err
			}
		}
		return d.bands.read(tx, &s.people, d.Admin)
	})
	if err != nil {
		return err
	}
	p.About = p.Locale.T("The labels that customers get: what each one finds, and how many it finds today.")
	p.Scripts = []string{"bands.js"}
	p.Actions = []ui.Button{{Text: p.Locale.T("Smart types"), Href: paths.SmartTypesPath()}}
	if d.build != nil {
		p.Actions = append(p.Actions, ui.Button{Text: p.Locale.T("Report as CSV"), Icon: "download",
			Href: paths.ReportPath() + ".csv"},
			ui.Button{Text: p.Locale.T("Report as XLSX"), Icon: "download", Href: paths.ReportPath() + ".xlsx"})
	}
	content := NewClassificationsView(p.Locale, s.ShopOf(c), &d)
	content.Part, content.Focus = kit.WantsFragment(c.Request()), d.at == "draft"
	if more != nil {
		more(p.Locale, &d, &content)
	}
	h := c.Response().Header()
	h.Set("HX-Retarget", "#"+viewclassifications.ClassificationsRegion)
	h.Set("HX-Reswap", "outerHTML")
	return s.Render(c, status, s.Frame(c, p, content), content)
}

func (d *ClassificationsData) read(tx *store.Tx, shop settings.Shop, over int64) (err error) {
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
	if d.live, err = words.LiveJobs(tx, words.RebuildJobs...); err != nil {
		return err
	}
	d.over, err = words.OverJob(tx, over)
	return err
}

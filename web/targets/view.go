package targets

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"wholesight/jobs/calendar"
	jobkit "wholesight/jobs/kit"
	"wholesight/jobs/rules/target"
	jobtargets "wholesight/jobs/targets"
	"wholesight/store"
	viewtargets "wholesight/views/targets"
	"wholesight/views/ui"
	"wholesight/web/kit"
	"wholesight/web/paths"
)

// targetInput is everything that the page of a customer's target is made of.
type targetInput struct {
	l        ui.Locale
	customer store.Customer
	book     *jobtargets.TargetBook
	all      []store.Target // newest first
	shown    *store.Target  // nil: the form is of a new one
	season   target.Season
	own      bool // the season is the customer's, not its smart type's

	typed, was *TargetForm
	bad        jobkit.Refusals
	note       *ui.Note
}

// pick chooses the target that is shown: the one of the address, that of what was
// typed, else the one that holds the day, else the newest.
func (in *targetInput) pick(asked string) {
	find := func(f func(*store.Target) bool) bool {
		if i := slices.IndexFunc(in.all, func(t store.Target) bool { return f(&t) }); i >= 0 {
			in.shown = &in.all[i]
		}
		return in.shown != nil
	}
	switch {
	case in.typed != nil:
		if in.typed.ID != 0 && !find(func(t *store.Target) bool { return t.ID == in.typed.ID }) {
			in.gone()
		}
		return
	case asked == "new", asked != "" && find(func(t *store.Target) bool { return t.StartMonth.String() == asked }):
		return
	case asked != "":
		in.note = &ui.Note{Title: in.l.T("There is no target from %s (any more)", kit.Cut(asked, 20)),
			Text: in.l.T("This is what there is.")}
	}
	if !find(func(t *store.Target) bool { return in.plan(t).Holds(in.book.AsOf) }) && len(in.all) > 0 {
		in.shown = &in.all[0]
	}
}

// gone says that somebody else has deleted what is being edited: what was typed stays
// and is saved as a new one.
func (in *targetInput) gone() {
	in.typed.ID, in.typed.Version, in.was = 0, 0, nil
	in.note = &ui.Note{Kind: ui.NoteWarn, Focus: true, Title: in.l.T("Somebody else has deleted this target meanwhile"),
		Text: in.l.T("Nothing of yours is lost: the form below has what you typed. Save it to set the target anew.")}
}

func (in *targetInput) plan(t *store.Target) target.Plan {
	return target.Plan{Start: t.StartMonth, Amounts: t.Amounts}
}

// content is the page.
func (in *targetInput) content(c echo.Context) (templ.Component, error) {
	l := in.l
	out := viewtargets.TargetView{}
	if in.note != nil {
		out.Notes = append(out.Notes, *in.note)
	}
	if in.shown != nil {
		f := in.figures()
		out.Tiles = in.tiles(f)
		chart, err := in.chart(f)
		if err != nil {
			return nil, err
		}
		out.Chart = chart
		if in.book.Built && in.plan(in.shown).Holds(in.book.AsOf) {
			out.Tested = in.tested(f)
		}
	}
	if !in.book.Built {
		out.Notes = append(out.Notes, ui.Note{Kind: ui.NoteWarn, Title: l.T("What was bought is not counted yet"),
			Text: l.T("Actual figures and the projection come with the first run.")})
	}
	in.form(c, &out)
	if len(in.all) > 0 {
		out.Others = in.others()
	}
	return out, nil
}

// figures are those of the shown target: from the book when it holds the day, else
// the pace of a target that is over or to come.
func (in *targetInput) figures() *jobtargets.TargetFigures {
	if f := in.book.Of(in.customer.ID); f != nil && f.Target == in.shown.ID && f.Version == in.shown.Version {
		return f
	}
	p := in.plan(in.shown)
	h := in.book.History(in.customer.ID)
	actual := h.Bought(p.Start, min(p.Last(), in.book.AsOf.Month()))
	f := &jobtargets.TargetFigures{Customer: in.customer.ID, Target: in.shown.ID, Plan: p, Discount: in.shown.Discount,
		Pace: p.Pace(in.book.AsOf, actual), Projection: target.Projection{Why: target.NoPlan}}
	f.Required, f.HasMonth = p.Required(in.book.AsOf, actual)
	if !in.book.Built {
		f.Pace.Known = false
	}
	return f
}

// tiles are the figures at the head.
func (in *targetInput) tiles(f *jobtargets.TargetFigures) ui.Tiles {
	l := in.l
	unknown := func(why string) templ.Component { return ui.Unknown{Word: "–", Why: why} }
	year := ui.Tile{Title: l.T("Target"), Figure: l.MoneyExact(f.Pace.Year),
		Note: l.T("%s to %s", l.Month(f.Plan.Start), l.Month(f.Plan.Last()))}
	pace := ui.Tile{Title: l.T("Attainment"), Figured: unknown(l.T("nothing of the target is due yet")),
		Note: l.T("nothing is due yet")}
	if f.Pace.Known {
		pace.Figured = ui.Group{ui.Text(l.Percent(f.Pace.Attainment)), statusBadge(l, f.Pace.Status)}
		pace.Note = l.T("%s of %s due to date", l.MoneyExact(f.Pace.Actual), l.MoneyExact(f.Pace.ToDate))
	}
	if !in.book.Built {
		return ui.Tiles{year, {Title: l.T("Due to date"), Figure: l.MoneyExact(f.Pace.ToDate)}}
	}
	out := ui.Tiles{year, pace}
	needed := ui.Tile{Title: l.T("Needed a month"), Note: l.T("from here to %s", l.Month(f.Plan.Last()))}
	switch {
	case !f.HasMonth:
		needed.Figured, needed.Note = unknown(l.T("no day of the twelve months is left")), l.T("the twelve months are over")
	case f.Required == 0:
		needed.Figure, needed.Note = l.T("met"), l.T("the whole target is bought")
	default:
		needed.Figure = l.MoneyExact(f.Required)
	}
	out = append(out, needed)
	end := ui.Tile{Title: l.T("Projection"), Figured: unknown(noProjection(l, f.Projection.Why)),
		Note: noProjection(l, f.Projection.Why)}
	if f.Projection.Why == target.Projected {
		end = ui.Tile{Title: l.T("Projection"), Figure: l.MoneyExact(f.Projection.Year),
			Note: l.T("80 %% band %s to %s", l.MoneyExact(f.Projection.Low), l.MoneyExact(f.Projection.High))}
	}
	if f.Plan.Holds(in.book.AsOf) {
		out = append(out, end)
	}
	if stake, ok := f.AtStake(); ok {
		out = append(out, ui.Tile{Title: l.T("At stake"), Figure: l.MoneyExact(stake),
			Note: l.T("%s %% of what was bought; %s %% of the target is %s",
				hundredths(l, *f.Discount), hundredths(l, *f.Discount), l.MoneyExact(target.AtStake(f.Pace.Year, *f.Discount)))})
	}
	return out
}

// tested is how often bands so many months ahead held the truth before.
func (in *targetInput) tested(f *jobtargets.TargetFigures) string {
	l, ahead := in.l, f.Projection.Ahead
	if c := in.book.Model.TestedAhead(ahead); ahead > 0 && c.Known() {
		return l.T("Back-test on this shop’s own past, %s ahead: %s of %s outcomes lay in their 80 %% band (%s).",
			l.Plural(int64(ahead), "month", "months"), l.NumberExact(int64(c.In)), l.NumberExact(int64(c.Of)),
			l.Percent(c.Tenths()))
	}
	return testedSentence(l, in.book.Model.Tested())
}

// form makes the form that sets the target.
func (in *targetInput) form(c echo.Context, out *viewtargets.TargetView) {
	l := in.l
	stored := TargetForm{Start: in.nextStart().String(), Split: splitSeason}
	if in.season.Flat() {
		stored.Split = SplitEven
	}
	if in.shown != nil {
		stored = TargetFormOf(l, in.shown)
	}
	shown, begun := stored, stored
	if in.typed != nil {
		shown = *in.typed
		if was, ok := kit.WasOf[TargetForm](c); ok {
			begun = was
		}
	}
	key := kit.KeyField(c)
	if in.was != nil { // a conflict begins a new form over what is stored now
		before, theirs, mine := in.was.words(), stored.words(), in.typed.words()
		out.Conflict = new(kit.NewConflict(l, l.T("the target of %s", in.customer.Name), targetFields, before, theirs, mine))
		shown.ID, shown.Version, begun, key = stored.ID, stored.Version, stored, kit.NewKeyField()
	}
	fields := in.fields(&shown)
	errorOf := kit.Again(l, fields, in.bad)
	out.Form = ui.FormOptions{Action: paths.TargetPath(in.customer.Code), Save: l.T("Save target"), Error: errorOf,
		Wide: true, Attrs: in.gridAttrs()}
	out.Hidden = []ui.Field{
		{Kind: ui.FieldHidden, Name: "id", Value: strconv.FormatInt(shown.ID, 10)},
		{Kind: ui.FieldHidden, Name: "version", Value: strconv.FormatInt(shown.Version, 10)}, kit.WasField(begun), key}
	out.Top, out.Months = fields[:4], fields[4:]
	out.FormTitle = l.T("Set a target")
	if in.shown != nil {
		out.FormTitle = l.T("Change this target")
		out.Delete = &ui.Act{Action: TargetDelete(in.customer.Code),
			Button: ui.Button{Text: l.T("Delete target"), Icon: "trash", Kind: ui.Danger},
			Fields: []ui.Field{{Kind: ui.FieldHidden, Name: "id", Value: strconv.FormatInt(in.shown.ID, 10)},
				{Kind: ui.FieldHidden, Name: "version", Value: strconv.FormatInt(in.shown.Version, 10)}, kit.NewKeyField()}}
	}
}

// gridAttrs are what the script of grids needs to split a sum as the server does.
func (in *targetInput) gridAttrs() templ.Attributes {
	return templ.Attributes{"data-target-form": true, "data-digits": strconv.Itoa(in.l.Digits()),
		"data-decimal": in.l.Decimal(), "data-season": seasonText(in.season)}
}

// seasonText are a season's weights for the script, January first; empty when flat.
func seasonText(s target.Season) string {
	if s.Flat() {
		return ""
	}
	parts := make([]string, len(s))
	for i, v := range s {
		parts[i] = strconv.FormatInt(max(v, 0), 10)
	}
	return strings.Join(parts, " ")
}

// fields are the questions of the form: four, and the twelve months.
func (in *targetInput) fields(f *TargetForm) []ui.Field {
	l := in.l
	season := l.T("by the season of %s", in.customer.Name)
	if !in.own {
		season = l.T("by the season of %s customers", in.customer.SmartType)
	}
	fields := []ui.Field{
		{Kind: ui.FieldSelect, Name: "start_month", Label: l.T("Start month"), Value: f.Start,
			Choices: in.startChoices(f.Start)},
		ui.MoneyField(l, ui.Field{Name: "annual", Label: l.T("Annual sum"), Value: f.Annual, Autocomplete: "off",
			Attrs: templ.Attributes{"data-annual": true}}),
		{Kind: ui.FieldSelect, Name: "split", Label: l.T("Split"), Value: f.Split,
			Attrs: templ.Attributes{"data-split": true},
			Help:  l.T("Split evenly or by season, the months are made from the annual sum; month by month, the sum is theirs."),
			Choices: []ui.Choice{{Value: splitSeason, Text: season}, {Value: SplitEven, Text: l.T("evenly")},
				{Value: splitMonths, Text: l.T("month by month")}}},
		{Name: "discount", Label: l.T("Discount at stake"), Value: f.Discount, Suffix: "%", InputMode: "decimal", Num: true,
			Optional: true, Autocomplete: "off"},
	}
	start, err := calendar.ParseMonth(f.Start)
	for i, text := range f.Months {
		label := l.T("Month %d", i+1)
		if err == nil {
			label = l.Month(start + calendar.Month(i))
		}
		fields = append(fields, ui.MoneyField(l, ui.Field{Name: MonthField(i), Label: label, Value: text, Autocomplete: "off",
			Attrs: templ.Attributes{"data-month": strconv.Itoa(i)}}))
	}
	return fields
}

// startChoices are the months a target can most likely start in, and the one it does.
func (in *targetInput) startChoices(now string) (out []ui.Choice) {
	day := in.book.AsOf.Month()
	for m := day + 13; m >= day-24; m-- {
		out = append(out, ui.Choice{Value: m.String(), Text: in.l.Month(m)})
	}
	if !slices.ContainsFunc(out, func(c ui.Choice) bool { return c.Value == now }) {
		text := now
		if m, err := calendar.ParseMonth(now); err == nil {
			text = in.l.Month(m)
		}
		out = append(out, ui.Choice{Value: now, Text: text})
	}
	return out
}

// nextStart is where a new target most likely starts: behind the newest one, or with
// the calendar year.
func (in *targetInput) nextStart() calendar.Month {
	if len(in.all) > 0 {
		return in.all[0].StartMonth + 12
	}
	return startOf(in.book.AsOf)
}

// others are all targets of the customer.
func (in *targetInput) others() ui.Table {
	l := in.l
	t := ui.Table{ID: "targets-of", Caption: l.T("All targets of %s", in.customer.Name), Titled: true, Free: true,
		Columns: []ui.Column{
			{Title: l.T("Twelve months")}, {Title: l.T("Target"), Num: true}, {Title: l.T("Due to date"), Num: true},
			{Title: l.T("Actual"), Num: true}, {Title: l.T("Attainment"), Num: true}}}
	h := in.book.History(in.customer.ID)
	for i := range in.all {
		p := in.plan(&in.all[i])
		pace := p.Pace(in.book.AsOf, h.Bought(p.Start, min(p.Last(), in.book.AsOf.Month())))
		pace.Known = pace.Known && in.book.Built
		t.Rows = append(t.Rows, ui.Row{Name: p.Start.String(), Current: in.shown != nil && in.shown.ID == in.all[i].ID,
			Cells: []ui.Cell{
				{Text: l.T("%s to %s", l.Month(p.Start), l.Month(p.Last())),
					Href: fmt.Sprintf("%s?%s=%s", paths.TargetPath(in.customer.Code), paramTarget, p.Start)},
				{Text: l.MoneyExact(pace.Year)}, {Text: l.MoneyExact(pace.ToDate)}, {Text: l.MoneyExact(pace.Actual)},
				attainmentCell(l, pace)}})
	}
	return t
}

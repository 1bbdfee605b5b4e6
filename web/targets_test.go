package web

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"wholesight/jobs/calendar"
	"wholesight/store"
	"wholesight/web/paths"
	"wholesight/web/targets"
)

// targetsOf are the stored targets of a customer, as lines.
func (sh *shop) targetsOf(code string) (lines []string) {
	sh.t.Helper()
	sh.view(func(tx *store.Tx) error {
		c, err := tx.Customer(store.Everyone(), code)
		if err != nil {
			return err
		}
		all, err := tx.TargetsOfCustomer(c.ID)
		for _, x := range all {
			sum := int64(0)
			for _, a := range x.Amounts {
				sum += a
			}
			lines = append(lines, fmt.Sprintf("%s %d v%d", x.StartMonth, sum, x.Version))
		}
		return err
	})
	return lines
}

func (b *browser) sendForm(path string, f url.Values) reply {
	var pairs []string
	for name, values := range f {
		for _, v := range values {
			pairs = append(pairs, name, v)
		}
	}
	return b.post(path, pairs...)
}

func with(f url.Values, pairs ...string) url.Values {
	out := url.Values{}
	for name, values := range f {
		out[name] = values
	}
	for i := 0; i < len(pairs); i += 2 {
		out.Set(pairs[i], pairs[i+1])
	}
	return out
}

func TestTargetIsSetChangedAndDeleted(t *testing.T) {
	onBoth(t, func(t *testing.T, sh *shop) {
		sh.rebuild(t)
		code := sh.seed.alpha.customer.Code
		path := paths.TargetPath(code)
		rep := sh.as("rep")
		stored := sh.targetForm(path, 0)
		rep.get(path).want(t, 200).says(t, "Change this target", "could not be tested on this shop’s own past", "Jan\u00a02026")

		// Refused at its field, nothing typed is lost, nothing is stored.
		before := sh.targetsOf(code)
		bad := rep.sendForm(path, with(stored, "m3", "12x", "discount", "a lot", "m5", "-4")).want(t, 422)
		bad.says(t, `value="12x"`, `value="a lot"`, "is not a number", `aria-invalid="true"`)
		rep.sendForm(path, with(stored, "m5", "-4")).want(t, 422).says(t, "must be zero or more", `value="-4"`)
		rep.sendForm(path, with(stored, "start_month", "soon")).want(t, 422).says(t, "like 2026-01")
		rep.sendForm(path, with(stored, "split", "even", "annual", "")).want(t, 422).says(t, "Type the annual sum that is to be split")
		overlap := with(stored, "id", "0", "version", "0", "start_month", "2026-06")
		rep.sendForm(path, overlap).want(t, 422).says(t, "from January 2026 to December 2026 already", "January 2027 or later")
		if got := sh.targetsOf(code); strings.Join(got, "|") != strings.Join(before, "|") {
			t.Errorf("what was refused is stored: %v", got)
		}

		// Set by season, twice with one key: one effect.
		set := with(overlap, "start_month", "2027-01", "split", "season", "annual", "1,200.05", "form_key", "key-1")
		for range 2 {
			rep.sendForm(path, set).want(t, 303, path+"?target=2027-01")
		}
		if got := sh.targetsOf(code); len(got) != 2 || got[0] != "2027-01 120005 v1" {
			t.Errorf("set: %v", got)
		}
		rep.get(path+"?target=2027-01").want(t, 200).says(t, "€1,200.05", "Jan\u00a02027 to Dec\u00a02027", "Undo")
		rep.get(path+"?target=2029-01").want(t, 200).says(t, "There is no target from 2029-01 (any more)")
		rep.get(path+"?target=new").want(t, 200).says(t, "Set a target")

		// A stale save shows both, keeps what was typed, and may be sent again.
		changed := with(stored, "m1", "5", "form_key", "key-2")
		sh.as("manager").sendForm(path, with(stored, "m1", "7", "form_key", "key-3")).want(t, 303)
		stale := rep.sendForm(path, changed).want(t, 409).says(t, "while you were typing", "Theirs, stored now", `value="5"`)
		version := regexpValue(t, stale.body, "version")
		rep.sendForm(path, with(changed, "version", version, "form_key", "key-4")).want(t, 303)
		if n := sh.audited("target.change"); n != 2 {
			t.Errorf("%d changes in the audit log", n)
		}

		// Deleted, too late, and back from the toast.
		now := sh.targetForm(path, 0)
		rep.sendForm(targets.TargetDelete(code), with(now, "version", "99")).want(t, 409).says(t, "Nothing was deleted")
		rep.sendForm(targets.TargetDelete(code), now).want(t, 303, path)
		if got := sh.targetsOf(code); len(got) != 1 {
			t.Errorf("deleted: %v", got)
		}
		way := undoIn(t, rep.get(path))
		rep.post(way).want(t, 303)
		if got := sh.targetsOf(code); len(got) != 2 {
			t.Errorf("taken back: %v", got)
		}

		// What is not one's own is not there.
		other := paths.TargetPath(sh.seed.bravo.customer.Code)
		rep.get(other).want(t, 404)
		rep.sendForm(other, stored).want(t, 404)
		rep.sendForm(targets.TargetDelete(sh.seed.bravo.customer.Code), stored).want(t, 404)
	})
}

// regexpValue is the value of the first hidden field of a name.
func regexpValue(t testing.TB, body, name string) string {
	t.Helper()
	_, rest, ok := strings.Cut(body, `name="`+name+`" value="`)
	if !ok {
		t.Fatalf("no field %s", name)
	}
	value, _, _ := strings.Cut(rest, `"`)
	return value
}

// gridForm is the grid as a browser would send it back.
func gridForm(t testing.TB, r reply) url.Values {
	t.Helper()
	f := url.Values{}
	_, body, ok := strings.Cut(r.body, "data-grid ")
	if !ok {
		t.Fatal("there is no grid")
	}
	body, _, _ = strings.Cut(body, "</form>")
	for part := range strings.SplitSeq(body, "<input ") {
		tag, _, _ := strings.Cut(part, ">")
		if _, name, ok := strings.Cut(tag, `name="`); ok {
			name, _, _ = strings.Cut(name, `"`)
			_, value, _ := strings.Cut(tag, ` value="`)
			value, _, _ = strings.Cut(value, `"`)
			f.Set(name, htmlText(value))
		}
	}
	for part := range strings.SplitSeq(body, "<select ") {
		if _, name, ok := strings.Cut(part, `name="split-`); ok {
			i, rest, _ := strings.Cut(name, `"`)
			rest, _, _ = strings.Cut(rest, "</select>")
			if before, _, ok := strings.Cut(rest, `" selected`); ok {
				f.Set("split-"+i, before[strings.LastIndex(before, `"`)+1:])
			}
		}
	}
	return f
}

func htmlText(s string) string {
	return strings.NewReplacer("&#34;", `"`, "&#39;", "'", "&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(s)
}

// rowOf is the number of a customer's row.
func rowOf(t testing.TB, f url.Values, code string) string {
	t.Helper()
	for i := range 200 {
		if f.Get(fmt.Sprintf("code-%d", i)) == code {
			return fmt.Sprint(i)
		}
	}
	t.Fatalf("no row of %s", code)
	return ""
}

func TestGridSavesWhatWasChanged(t *testing.T) {
	sh := newShop(t)
	sh.rebuild(t)
	alpha, bravo := sh.seed.alpha.customer.Code, sh.seed.bravo.customer.Code
	manager := sh.as("manager")
	f := gridForm(t, manager.get("/targets/grid?status=all").want(t, 200))
	a, b := rowOf(t, f, alpha), rowOf(t, f, bravo)
	at := "/targets/grid?status=all"

	// Untouched, it changes nothing.
	manager.sendForm(at, f).want(t, 303, at)
	if n := sh.audited("target.change"); n != 0 {
		t.Errorf("an untouched grid changed %d targets", n)
	}

	// One bad cell and nothing is stored; the cell says so and keeps its text.
	bad := with(f, "m2-"+a, "1,000", "m4-"+b, "lots", "form_key", "g1")
	manager.sendForm(at, bad).want(t, 422).says(t, `value="lots"`, `value="1,000"`, "M4: ", "1\u00a0cell is not right yet", `id="row-`+b+`-error"`)
	if got := sh.targetsOf(alpha); !strings.HasSuffix(got[0], "v1") {
		t.Errorf("half a grid is stored: %v", got)
	}

	// Two rows at once, in one step that is taken back in one.
	good := with(f, "m2-"+a, "1,000", "split-"+b, "even", "annual-"+b, "2400", "discount-"+b, "2.5", "form_key", "g2")
	for range 2 {
		manager.sendForm(at, good).want(t, 303, at)
	}
	if got := sh.targetsOf(bravo); got[0] != "2026-01 240000 v2" {
		t.Errorf("saved: %v", got)
	}
	shown := manager.get(at)
	shown.says(t, "Targets saved: 2 changed")
	manager.post(undoIn(t, shown)).want(t, 303)
	if got := sh.targetsOf(bravo); got[0] != fmt.Sprintf("2026-01 %d v3", sh.seed.bravo.canaryAmount) {
		t.Errorf("taken back: %v", got)
	}

	// Rows that somebody else has saved are named, and saved again deliberately.
	stale := manager.sendForm(at, with(f, "m2-"+a, "9", "form_key", "g3")).want(t, 409)
	stale.says(t, "1\u00a0row while you were typing", "Somebody else has saved", `value="9"`)
	again := gridForm(t, stale)
	manager.sendForm(at, again).want(t, 303, at)
	if got := sh.targetsOf(alpha); !strings.HasSuffix(got[0], "v4") {
		t.Errorf("saved again: %v", got)
	}

	// An emptied row is deleted, a new start month overlaps nothing.
	f = gridForm(t, manager.get(at))
	empty := with(f, "annual-"+a, "", "form_key", "g4")
	for m := range 12 {
		empty.Set(fmt.Sprintf("m%d-%s", m+1, a), "")
	}
	manager.sendForm(at, empty).want(t, 303, at)
	if got := sh.targetsOf(alpha); len(got) != 0 {
		t.Errorf("emptied: %v", got)
	}

	// Reps see and save their own rows alone.
	rep := sh.as("rep2")
	own := gridForm(t, rep.get(at).want(t, 200).lacks(t, "CanaryAlpha"))
	rowOf(t, own, bravo)
	rep.sendForm(at, with(f, "m3-"+a, "4", "annual-"+a, "", "form_key", "g5")).want(t, 404)
}

func TestListOfTargets(t *testing.T) {
	sh := newShop(t)
	code := sh.seed.alpha.customer.Code
	sh.rebuild(t)
	rep := sh.as("rep")
	rep.get("/targets").want(t, 200).says(t, code, "1\u00a0customer", "Edit in a grid").lacks(t, "CanaryBravo")
	sh.as("admin").get("/targets?status=none").want(t, 200).lacks(t, paths.TargetPath(code))
	sh.as("admin").get("/targets?start=2025-07").want(t, 200).says(t, "No customer matches", "Jul\u00a02025")
	sh.as("admin").get("/targets?start=soon").want(t, 400).says(t, "start is a month such as 2026-01")
	sh.as("admin").get("/targets?status=late&sort=colour&x=1").want(t, 400).says(t, "status can be", "sort can be", "x is not something")
	sh.as("admin").get("/targets?q=&status=set").want(t, 303, "/targets")
	for _, key := range targets.TargetSorts {
		sh.as("admin").get("/targets?status=all&sort=-"+key).want(t, 200)
	}
	report := rep.get("/reports/sales-targets.csv").want(t, 200)
	lines := strings.Split(strings.TrimSpace(report.body), "\n")
	if len(lines) != 2 || !strings.HasPrefix(lines[0], "customer_code,name,account_manager,start_month,") || !strings.Contains(lines[1], ",2026-01,") {
		t.Errorf("the rep's report:\n%s", report.body)
	}
	all := sh.as("admin").get("/reports/sales-targets.csv").want(t, 200)
	if n := strings.Count(strings.TrimSpace(all.body), "\n"); n < 2 {
		t.Errorf("the report has %d customers", n)
	}
}

func TestReadTargetViewRoundTrip(t *testing.T) {
	month, err := calendar.ParseMonth("2026-07")
	if err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{"", "?manager=3&manager=none&page=2&per=25&q=drill&sort=-projected&start=2026-07&status=behind&type=1&type=2", "?sort=-attainment", "?status=all"} {
		params, err := url.ParseQuery(strings.TrimPrefix(query, "?"))
		if err != nil {
			t.Fatal(err)
		}
		v, problems := targets.ReadTargetView(params, targets.TargetSet)
		if len(problems) > 0 || v.Query(targets.TargetSet) != query {
			t.Errorf("%q is read as %q, %v", query, v.Query(targets.TargetSet), problems)
		}
		if v.Start != nil && *v.Start != month {
			t.Errorf("start %v", v.Start)
		}
	}
}

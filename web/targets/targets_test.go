package targets_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"wholesight/jobs/calendar"
	"wholesight/store"
	"wholesight/web/paths"
	"wholesight/web/targets"
	"wholesight/web/webtest"
)

// targetsOf are the stored targets of a customer, as lines.
func targetsOf(sh *webtest.Shop, code string) (lines []string) {
	sh.T.Helper()
	sh.View(func(tx *store.Tx) error {
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

func sendForm(b *webtest.Browser, path string, f url.Values) webtest.Reply {
	var pairs []string
	for name, values := range f {
		for _, v := range values {
			pairs = append(pairs, name, v)
		}
	}
	return b.Post(path, pairs...)
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
	webtest.OnBoth(t, func(t *testing.T, sh *webtest.Shop) {
		sh.Rebuild(t)
		code := sh.Seed.Alpha.Customer.Code
		path := paths.TargetPath(code)
		rep := sh.As("rep")
		stored := sh.TargetForm(path, 0)
		rep.Get(path).Want(t, 200).Says(t, "Change this target", "could not be tested on this shop’s own past",
			"Jan\u00a02026")

		// Refused at its field, nothing typed is lost, nothing is stored.
		before := targetsOf(sh, code)
		bad := sendForm(rep, path, with(stored, "m3", "12x", "discount", "a lot", "m5", "-4")).Want(t, 422)
		bad.Says(t, `value="12x"`, `value="a lot"`, "is not a number", `aria-invalid="true"`)
		sendForm(rep, path, with(stored, "m5", "-4")).Want(t, 422).Says(t, "must be zero or more", `value="-4"`)
		sendForm(rep, path, with(stored, "start_month", "soon")).Want(t, 422).Says(t, "like 2026-01")
		sendForm(rep, path, with(stored, "split", "even", "annual", "")).Want(t, 422).Says(t,
			"Type the annual sum that is to be split")
		overlap := with(stored, "id", "0", "version", "0", "start_month", "2026-06")
		sendForm(rep, path, overlap).Want(t, 422).Says(t, "from January 2026 to December 2026 already",
			"January 2027 or later")
		if got := targetsOf(sh, code); strings.Join(got, "|") != strings.Join(before, "|") {
			t.Errorf("what was refused is stored: %v", got)
		}

		// Set by season, twice with one key: one effect.
		set := with(overlap, "start_month", "2027-01", "split", "season", "annual", "1,200.05", "form_key", "key-1")
		for range 2 {
			sendForm(rep, path, set).Want(t, 303, path+"?target=2027-01")
		}
		if got := targetsOf(sh, code); len(got) != 2 || got[0] != "2027-01 120005 v1" {
			t.Errorf("set: %v", got)
		}
		rep.Get(path+"?target=2027-01").Want(t, 200).Says(t, "€1,200.05", "Jan\u00a02027 to Dec\u00a02027", "Undo")
		rep.Get(path+"?target=2029-01").Want(t, 200).Says(t, "There is no target from 2029-01 (any more)")
		rep.Get(path+"?target=new").Want(t, 200).Says(t, "Set a target")

		// A stale save shows both, keeps what was typed, and may be sent again.
		changed := with(stored, "m1", "5", "form_key", "key-2")
		sendForm(sh.As("manager"), path, with(stored, "m1", "7", "form_key", "key-3")).Want(t, 303)
		stale := sendForm(rep, path, changed).Want(t, 409).Says(t, "while you were typing", "Theirs, stored now", `value="5"`)
		version := regexpValue(t, stale.Text, "version")
		sendForm(rep, path, with(changed, "version", version, "form_key", "key-4")).Want(t, 303)
		if n := sh.Audited("target.change"); n != 2 {
			t.Errorf("%d changes in the audit log", n)
		}

		// Deleted, too late, and back from the toast.
		now := sh.TargetForm(path, 0)
		sendForm(rep, targets.TargetDelete(code), with(now, "version", "99")).Want(t, 409).Says(t, "Nothing was deleted")
		sendForm(rep, targets.TargetDelete(code), now).Want(t, 303, path)
		if got := targetsOf(sh, code); len(got) != 1 {
			t.Errorf("deleted: %v", got)
		}
		way := webtest.UndoIn(t, rep.Get(path))
		rep.Post(way).Want(t, 303)
		if got := targetsOf(sh, code); len(got) != 2 {
			t.Errorf("taken back: %v", got)
		}

		// What is not one's own is not there.
		other := paths.TargetPath(sh.Seed.Bravo.Customer.Code)
		rep.Get(other).Want(t, 404)
		sendForm(rep, other, stored).Want(t, 404)
		sendForm(rep, targets.TargetDelete(sh.Seed.Bravo.Customer.Code), stored).Want(t, 404)
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
func gridForm(t testing.TB, r webtest.Reply) url.Values {
	t.Helper()
	f := url.Values{}
	_, body, ok := strings.Cut(r.Text, "data-grid ")
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
	sh := webtest.NewShop(t)
	sh.Rebuild(t)
	alpha, bravo := sh.Seed.Alpha.Customer.Code, sh.Seed.Bravo.Customer.Code
	manager := sh.As("manager")
	f := gridForm(t, manager.Get("/targets/grid?status=all").Want(t, 200))
	a, b := rowOf(t, f, alpha), rowOf(t, f, bravo)
	at := "/targets/grid?status=all"

	// Untouched, it changes nothing.
	sendForm(manager, at, f).Want(t, 303, at)
	if n := sh.Audited("target.change"); n != 0 {
		t.Errorf("an untouched grid changed %d targets", n)
	}

	// One bad cell and nothing is stored; the cell says so and keeps its text.
	bad := with(f, "m2-"+a, "1,000", "m4-"+b, "lots", "form_key", "g1")
	sendForm(manager, at, bad).Want(t, 422).Says(t, `value="lots"`, `value="1,000"`, "M4: ",
		"1\u00a0cell is not right yet", `id="row-`+b+`-error"`)
	if got := targetsOf(sh, alpha); !strings.HasSuffix(got[0], "v1") {
		t.Errorf("half a grid is stored: %v", got)
	}

	// Two rows at once, in one step that is taken back in one.
	good := with(f, "m2-"+a, "1,000", "split-"+b, "even", "annual-"+b, "2400", "discount-"+b, "2.5", "form_key", "g2")
	for range 2 {
		sendForm(manager, at, good).Want(t, 303, at)
	}
	if got := targetsOf(sh, bravo); got[0] != "2026-01 240000 v2" {
		t.Errorf("saved: %v", got)
	}
	shown := manager.Get(at)
	shown.Says(t, "Targets saved: 2 changed")
	manager.Post(webtest.UndoIn(t, shown)).Want(t, 303)
	if got := targetsOf(sh, bravo); got[0] != fmt.Sprintf("2026-01 %d v3", sh.Seed.Bravo.CanaryAmount) {
		t.Errorf("taken back: %v", got)
	}

	// Rows that somebody else has saved are named, and saved again deliberately.
	stale := sendForm(manager, at, with(f, "m2-"+a, "9", "form_key", "g3")).Want(t, 409)
	stale.Says(t, "1\u00a0row while you were typing", "Somebody else has saved", `value="9"`)
	again := gridForm(t, stale)
	sendForm(manager, at, again).Want(t, 303, at)
	if got := targetsOf(sh, alpha); !strings.HasSuffix(got[0], "v4") {
		t.Errorf("saved again: %v", got)
	}

	// An emptied row is deleted, a new start month overlaps nothing.
	f = gridForm(t, manager.Get(at))
	empty := with(f, "annual-"+a, "", "form_key", "g4")
	for m := range 12 {
		empty.Set(fmt.Sprintf("m%d-%s", m+1, a), "")
	}
	sendForm(manager, at, empty).Want(t, 303, at)
	if got := targetsOf(sh, alpha); len(got) != 0 {
		t.Errorf("emptied: %v", got)
	}

	// Reps see and save their own rows alone.
	rep := sh.As("rep2")
	own := gridForm(t, rep.Get(at).Want(t, 200).Lacks(t, "CanaryAlpha"))
	rowOf(t, own, bravo)
	sendForm(rep, at, with(f, "m3-"+a, "4", "annual-"+a, "", "form_key", "g5")).Want(t, 404)
}

func TestListOfTargets(t *testing.T) {
	sh := webtest.NewShop(t)
	code := sh.Seed.Alpha.Customer.Code
	sh.Rebuild(t)
	rep := sh.As("rep")
	rep.Get("/targets").Want(t, 200).Says(t, code, "1\u00a0customer", "Edit in a grid").Lacks(t, "CanaryBravo")
	sh.As("admin").Get("/targets?status=none").Want(t, 200).Lacks(t, paths.TargetPath(code))
	sh.As("admin").Get("/targets?start=2025-07").Want(t, 200).Says(t, "No customer matches", "Jul\u00a02025")
	sh.As("admin").Get("/targets?start=soon").Want(t, 400).Says(t, "start is a month such as 2026-01")
	sh.As("admin").Get("/targets?status=late&sort=colour&x=1").Want(t, 400).Says(t, "status can be", "sort can be",
		"x is not something")
	sh.As("admin").Get("/targets?q=&status=set").Want(t, 303, "/targets")
	for _, key := range targets.TargetSorts {
		sh.As("admin").Get("/targets?status=all&sort=-"+key).Want(t, 200)
	}
	report := rep.Get("/reports/sales-targets.csv").Want(t, 200)
	lines := strings.Split(strings.TrimSpace(report.Text), "\n")
	if len(lines) != 2 || !strings.HasPrefix(lines[0], "customer_code,name,account_manager,start_month,") ||
		!strings.Contains(lines[1], ",2026-01,") {
		t.Errorf("the rep's report:\n%s", report.Text)
	}
	all := sh.As("admin").Get("/reports/sales-targets.csv").Want(t, 200)
	if n := strings.Count(strings.TrimSpace(all.Text), "\n"); n < 2 {
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

package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp/kb"

	"wholesight/jobs/classifications"
	"wholesight/jobs/rules/classify"
	"wholesight/store"
)

// bandTitles are the titles of a list as the page shows them.
func (b *tab) bandTitles(kind string) []string {
	b.t.Helper()
	return b.texts("#list-" + kind + " tbody .label")
}

// drafted are the titles of a type's rows in the admin's draft of the shop's first
// smart type.
func (sh *browserShop) drafted(kind classify.Type) (titles []string) {
	sh.t.Helper()
	sh.view(func(tx *store.Tx) error {
		users, _, err := tx.Users(store.UserFilter{Limit: 200})
		if err != nil {
			return err
		}
		types, err := tx.SmartTypes()
		if err != nil {
			return err
		}
		for _, u := range users {
			if u.Email != adminEmail {
				continue
			}
			d, err := classifications.LoadDraft(tx, u.ID, types[0].ID)
			if err != nil {
				return err
			}
			for _, c := range d.Live(kind) {
				titles = append(titles, c.Title)
			}
		}
		return nil
	})
	return titles
}

// middle is the middle of what a selector finds, once it has been scrolled to.
func (b *tab) middle(selector string) (x, y float64) {
	b.t.Helper()
	at := eval[[]float64](b, `(() => {
		const e = document.querySelector(`+quote(selector)+`);
		e.scrollIntoView({block: 'center'});
		const r = e.getBoundingClientRect();
		return [r.x + r.width / 2, r.y + r.height / 2];
	})()`)
	return at[0], at[1]
}

// drag takes a row by its handle and drops it behind another row of the list, in small
// steps, as a hand does: it looks where that row is now, since a preview that comes on
// the way makes rows higher, and lets go when the row has come to its place.
func (b *tab) drag(from, to string) {
	b.t.Helper()
	x, y := b.middle(from)
	mouse := func(kind input.DispatchMouseEventType, x, y float64) {
		call(b, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: kind, X: x, Y: y,
			Button: input.MouseButtonLeft, Buttons: 1, ClickCount: 1})
	}
	call(b, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseMoved, X: x,
		Y: y})
	b.until("rows can be dragged", "window.wholesight.Sortable")
	eval[bool](b, "(window.dragged = document.querySelector("+quote(from)+
		").closest('tr'), window.behind = document.querySelector("+quote(to)+").closest('tr'), true)")
	mouse(input.DispatchMouseEventTypeMousePressed, x, y)
	const steps = 12
	step, atX, atY := 0, x, y
	b.untilGo("the row has come to its place", func() (bool, error) {
		b.drawn()
		at := eval[struct {
			X, Y float64
			Done bool
		}](b, `(() => {
			const r = window.behind.getBoundingClientRect();
			return {X: r.x + 20, Y: r.y + r.height * 0.8, Done: Boolean(window.dragged.compareDocumentPosition(window.behind) & Node.DOCUMENT_POSITION_PRECEDING)};
		})()`)
		if at.Done {
			return true, nil
		}
		step = min(step+1, steps)
		atX, atY = x+(at.X-x)*float64(step)/steps, y+(at.Y-y)*float64(step)/steps
		mouse(input.DispatchMouseEventTypeMouseMoved, atX, atY)
		return false, nil
	})
	mouse(input.DispatchMouseEventTypeMouseReleased, atX, atY)
}

// The three ways to reorder lead to one order: with the mouse, with the keyboard, with
// clicks on up and down, with a click on a position; on a desk and on a phone. Each
// says where the row has come to.
func TestJourneyReorder(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newTab(t)
	b.logIn(adminEmail)
	ways := []struct {
		name string
		move func()
	}{
		{"drag", func() {
			b.drag("#list-risk tbody tr:nth-child(1) [data-drag]", "#list-risk tbody tr:nth-child(3) [data-drag]")
		}},
		{"keyboard", func() {
			eval[bool](b, "(document.querySelector('#list-risk tbody tr:nth-child(1) [data-drag]').focus(), true)")
			b.press(" ", kb.ArrowDown, kb.ArrowDown)
			b.press(" ")
		}},
		{"Alt and an arrow", func() {
			eval[bool](b, "(document.querySelector('#list-risk tbody tr:nth-child(1) [data-drag]').focus(), true)")
			b.swaps(func() { b.pressWith(kb.ModifierAlt, kb.ArrowDown) })
			if at := eval[string](b, "document.activeElement.closest('tr')?.rowIndex + document.activeElement.id"); !strings.HasPrefix(at, "2drag-") {
				t.Errorf("after a step the focus is on %s", at)
			}
			b.pressWith(kb.ModifierAlt, kb.ArrowDown)
		}},
		{"clicks", func() {
			b.swaps(func() { b.click("#list-risk tbody tr:nth-child(1) [title^='Move down']") })
			b.click("#list-risk tbody tr:nth-child(2) [title^='Move down']")
		}},
		{"position", func() {
			b.click("#list-risk tbody tr:nth-child(1) .move-to summary")
			b.click("#list-risk tbody tr:nth-child(1) .move-to [value='3']")
		}},
	}
	for _, width := range []int64{wideWindow, phoneWindow} {
		b.size(width, 1600) // so that both ends of a drag are in sight
		for _, w := range ways {
			b.open("/classifications")
			before := b.bandTitles("risk")
			want := slices.Insert(slices.Delete(slices.Clone(before), 0, 1), 2, before[0])
			b.swaps(w.move)
			b.until(w.name+" says where the row is", "document.querySelector('#toasts').innerText.includes("+
				quote(fmt.Sprintf("%s moved to 3 of %d", before[0], len(before)))+")")
			if got := b.bandTitles("risk"); !slices.Equal(got, want) {
				t.Errorf("%s at %d px: the page shows %q, want %q", w.name, width, got, want)
			}
			if got := sh.drafted(classify.Risk); !slices.Equal(got, want) {
				t.Errorf("%s at %d px: the draft has %q, want %q", w.name, width, got, want)
			}
			b.says("an order to mend before it can be applied", "It cannot stand")
			if wide := eval[int](b, "document.documentElement.scrollWidth - innerWidth"); wide > 0 {
				t.Errorf("%s: the page is %d px too wide at %d px", w.name, wide, width)
			}
			b.swaps(func() { b.click("#draft-bar [formaction$='/discard']") })
			if !eval[bool](b, "document.getElementById('draft-bar').hidden") {
				t.Errorf("discarded, the bar says %q", b.text("#draft-bar"))
			}
		}
	}
}

// A value is typed, what it would do shows before it is kept; a row is added, edited
// and deleted; applied, the labels are there at once, and can be taken back.
func TestJourneyClassification(t *testing.T) {
	t.Parallel()
	sh := newBrowserShop(t)
	b := sh.newTab(t)
	b.expect(422)
	b.logIn(adminEmail)
	b.open("/classifications")
	count := func(row int) string {
		return b.text(fmt.Sprintf("#list-revenue_rank tbody tr:nth-child(%d) td:nth-child(5) a", row))
	}
	becomes := "#list-revenue_rank tbody tr:nth-child(1) td:nth-child(5) .becomes"
	before := count(1)
	b.tabTo("#list-revenue_rank tbody tr:nth-child(1) [data-value]")
	b.typed("25")
	b.until("the preview shows", "document.querySelector("+quote(becomes)+")")
	would := strings.Fields(b.text(becomes))[2]
	if kept := sh.drafted(classify.RevenueRank); len(kept) != 3 ||
		eval[string](b, "document.querySelector('#draft-says [name=version]').value") != "0" || would == before {
		t.Errorf("while it is typed the draft is kept, or nothing shows: %s becomes %s", before, would)
	}
	b.says("Draft: 1 change", " up, ", " in:")
	if eval[string](b, "document.activeElement.value") != "25" {
		t.Error("the preview took the focus from the field")
	}
	b.typed("not a number")
	b.press(kb.Tab)
	b.until("the value is refused", "document.querySelector('#list-revenue_rank [data-value][aria-invalid]')")
	b.says("is not a number")
	eval[bool](b, "(document.querySelector('#list-revenue_rank [data-value]').focus(), true)")
	b.typed("25")
	b.press(kb.Tab)
	b.until("the value is kept", "document.querySelector('#draft-says [name=version]').value !== '0'")

	b.tabTo("#type-orders a[href*='/classifications/new']")
	b.swaps(func() { b.press(kb.Enter) })
	if focus := eval[string](b, "document.activeElement.innerText"); !strings.HasPrefix(focus, "New row") {
		t.Errorf("the form opens with the focus on %q", focus)
	}
	b.tabTo("#edit-orders [name=title]")
	b.typed("Every week")
	b.tabTo("#edit-orders [name=value]")
	b.typed("lots")
	b.tabTo("#edit-orders .btn-primary")
	b.swaps(func() { b.press(kb.Enter) })
	if focus := eval[string](b, "document.activeElement.name + ' ' + document.activeElement.getAttribute('aria-invalid')"); focus != "value true" || eval[string](b, "document.querySelector('#edit-orders [name=title]').value") != "Every week" {
		t.Errorf("after the refusal the focus is on %q", focus)
	}
	b.typed("52")
	b.tabTo("#edit-orders .btn-primary")
	b.act(func() { b.press(kb.Enter) })
	b.until("the row is in the list", "/Every week/.test(document.querySelector('#list-orders').innerText)")
	b.click("#list-risk tbody tr:last-child [title^='Delete']")
	b.until("the row is struck through", "document.querySelector('#list-risk .is-gone')")
	b.says("Draft: 3 changes")

	b.act(func() { b.click("#draft-bar .btn-primary") })
	b.until("the draft is applied", "/Applied: .* published as build/.test(document.querySelector('#toasts').innerText)")
	if got := count(1); got != would {
		t.Errorf("applied, the row has %s customers; the preview said %s", got, would)
	}
	if titles := b.bandTitles("orders"); !slices.Contains(titles, "Every week") {
		t.Errorf("applied, the list is %q", titles)
	}
	b.goes(func() { b.click("#list-revenue_rank tbody tr:nth-child(1) td:nth-child(7) a") })
	b.says("Who moved")
	b.open("/classifications")
	first := "#list-revenue_rank tbody tr:nth-child(1) td:nth-child(5) a"
	b.tabTo(first)
	b.goes(func() { b.press(kb.Enter) })
	if rows := b.texts(listed); fmt.Sprint(len(rows)) != would {
		t.Errorf("the list counts %s, the page shows %q", would, rows)
	}
}

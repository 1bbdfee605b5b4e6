package web

import (
	"errors"

	"wholesight/jobs/rebuild"
	"wholesight/jobs/rules/classify"
	"wholesight/jobs/settings"
	"wholesight/store"
	viewclassifications "wholesight/views/classifications"
	viewruns "wholesight/views/runs"
	"wholesight/views/ui"
)

// rebuildJobs are the job that makes everything anew and those that are one step
// of it alone, in the order in which the page offers them.
var rebuildJobs = []string{"rebuild", "graph", "labels"}

// overJob is the run that a page was loaded for when it was over; nil when there is
// none of that id, or it still runs.
func overJob(tx *store.Tx, id int64) (*store.Job, error) {
	if id == 0 {
		return nil, nil
	}
	j, err := tx.Job(id)
	if errors.Is(err, store.ErrNotFound) || err == nil && j.State.Live() {
		return nil, nil
	}
	return &j, err
}

// outcomeNote tells how a run ended.
func outcomeNote(l ui.Locale, j store.Job) *ui.Note {
	title, more := jobTitle(l, j.Name), []ui.Button{{Text: l.T("Show the run"), Href: jobPath(j.ID), Small: true}}
	switch j.State {
	case store.JobDone:
		n := &ui.Note{Kind: ui.NoteGood, Title: l.T("%s: done in %s", title, tookText(l, j, j.FinishedAt)), Actions: more}
		if r, ok := rebuildReport(j); ok {
			n.Text = l.T("%s written as build %d, %s changed.", l.Plural(r.Customers, "customer", "customers"), r.Build, l.Plural(r.Moved, "label", "labels"))
		}
		return n
	case store.JobCancelled:
		return &ui.Note{Kind: ui.NoteWarn, Title: l.T("%s: cancelled", title), Text: l.T("The figures are as they were before it began."), Actions: more}
	case store.JobDead:
		return &ui.Note{Kind: ui.NoteBad, Title: l.T("%s: given up after %d attempts", title, j.Failures),
			Text: l.T("The figures are those of the run before. The last attempt ended with: %s", j.Error), Actions: more}
	}
	return &ui.Note{Kind: ui.NoteBad, Title: l.T("%s: failed", title),
		Text: l.T("The figures are those of the run before. Trying again as it is would fail again: %s", j.Error), Actions: more}
}

// runBox is where the classifications' page follows and tells of runs: the one that
// is under way, or the end of the one that the page was loaded for, and the steps
// one by one. back is the page's address.
func runBox(l ui.Locale, shop settings.Shop, d *classificationsData) viewruns.RunBox {
	back := classificationsPath(d.smartType)
	box := viewruns.RunBox{Hint: l.T("Both steps run at night, after an import, and on demand. Everybody sees the old result until the new one is complete.")}
	if len(d.live) > 0 {
		live := liveJob(l, shop, d.live[0], d.now, overPath(d.smartType, d.live[0].ID), d.admin)
		box.Live = &live
	}
	if d.over != nil {
		box.Outcome = outcomeNote(l, *d.over)
		if r, ok := rebuildReport(*d.over); ok && len(r.Moves) > 0 {
			t := reportMoves(l, r)
			box.Moves, box.More = &t, movesPath(r.Build)
		}
	}
	if !d.admin {
		return box
	}
	for i, text := range []string{"Run now", "Build graph data only", "Assign classifications only"} {
		a := runAct(l, rebuildJobs[i], l.T(text), back)
		a.Swap = viewclassifications.ClassificationsRegion
		box.Acts = append(box.Acts, a)
	}
	box.Acts[0].Button.Kind = ui.Primary
	return box
}

// reportMoves is who moved, counted, as a run reported it.
func reportMoves(l ui.Locale, r rebuild.Report) ui.Table {
	t := ui.Table{Caption: l.T("Who moved"), Free: true, Columns: []ui.Column{
		{Title: l.T("From → to")}, {Title: l.T("Type")}, {Title: l.T("Customers"), Num: true}}}
	for _, m := range r.Moves {
		kind := classify.Type(m.Type)
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{
			{Content: viewclassifications.Move{From: ui.Label{ID: m.FromID, Type: m.Type, Title: m.From}, To: ui.Label{ID: m.ToID, Type: m.Type, Title: m.To}}},
			{Text: l.T(kind.Title())},
			{Text: l.NumberExact(m.Customers), Href: movePath(r.Build, moveKey{kind, m.FromID, m.ToID})},
		}})
	}
	return t
}

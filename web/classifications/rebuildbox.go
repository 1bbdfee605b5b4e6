package classifications

import (
	"wholesight/jobs/settings"
	viewclassifications "wholesight/views/classifications"
	viewruns "wholesight/views/runs"
	"wholesight/views/ui"
	"wholesight/web/paths"
	"wholesight/web/words"
)

// runBox is where the classifications' page follows and tells of runs: the one that
// is under way, or the end of the one that the page was loaded for, and the steps
// one by one. back is the page's address.
func runBox(l ui.Locale, shop settings.Shop, d *ClassificationsData) viewruns.RunBox {
	back := paths.ClassificationsPath(d.smartType)
	box := viewruns.RunBox{Hint: l.T("Both steps run at night, after an import, and on demand. Everybody sees the old result until the new one is complete.")}
	if len(d.live) > 0 {
		live := words.LiveJob(l, shop, d.live[0], d.now, paths.OverPath(d.smartType, d.live[0].ID), d.Admin)
		box.Live = &live
	}
	if d.over != nil {
		box.Outcome = words.OutcomeNote(l, *d.over)
		if r, ok := words.RebuildReport(*d.over); ok && len(r.Moves) > 0 {
			t := words.ReportMoves(l, r)
			box.Moves, box.More = &t, paths.LabelChangesPath(r.Build)
		}
	}
	if !d.Admin {
		return box
	}
	for i, text := range []string{"Run now", "Build graph data only", "Assign classifications only"} {
		a := words.RunAct(l, words.RebuildJobs[i], l.T(text), back)
		a.Swap = viewclassifications.ClassificationsRegion
		box.Acts = append(box.Acts, a)
	}
	box.Acts[0].Button.Kind = ui.Primary
	return box
}

package today

import (
	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	jobcontacts "wholesight/jobs/contacts"
	"wholesight/store"
	viewtoday "wholesight/views/today"
)

// tallyBlock is the person's own day: calls, whom they reached, and what came of it.
type tallyBlock struct{ tally jobcontacts.Tally }

func (b *tallyBlock) read(_ echo.Context, tx *store.Tx, in *subject) (err error) {
	b.tally, err = jobcontacts.CallTally(tx, in.u, in.today)
	return err
}

func (b *tallyBlock) show(in *subject) (templ.Component, error) {
	if in.empty() {
		return nil, nil
	}
	l := in.l
	return viewtoday.Tally{{Title: l.T("Your calls today"), Figure: l.NumberExact(b.tally.Calls)},
		{Title: l.T("Reached"), Figure: l.NumberExact(b.tally.Reached)},
		{Title: l.T("Orders from them"), Figure: l.NumberExact(b.tally.Orders)}}, nil
}

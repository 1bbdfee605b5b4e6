package lists

import (
	"errors"

	"wholesight/jobs/customerlist"
	"wholesight/jobs/rules/classify"
	"wholesight/store"
)

// slippedFrom is, for each customer that slipped with the last run, the risk label that
// it had before. To slip is to go to a later band of the same smart type. The runs of
// one as-of day count as one, so that whoever slipped at night still has when an import
// at noon has run the classifications again; one who came back meanwhile has not.
func slippedFrom(tx *store.Tx, meta customerlist.Meta) (map[int64]int64, error) {
	if !meta.Built() {
		return nil, nil
	}
	base, err := tx.HistoryBase()
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	changes, err := tx.LabelChangesOn(base.AsOf, classify.Risk.Index())
	if err != nil {
		return nil, err
	}
	first, last := map[int64]int64{}, map[int64]int64{}
	for _, c := range changes { // the oldest first
		if _, known := first[c.CustomerID]; !known {
			first[c.CustomerID] = c.From
		}
		last[c.CustomerID] = c.To
	}
	place := make(map[int64]int, len(meta.Labels)) // labels stand in the order of their bands
	for i, l := range meta.Labels {
		place[l.ID] = i
	}
	slipped := map[int64]int64{}
	for customer, from := range first {
		i, knownFrom := place[from]
		j, knownTo := place[last[customer]]
		if knownFrom && knownTo && j > i && meta.Labels[i].SmartType == meta.Labels[j].SmartType {
			slipped[customer] = from
		}
	}
	return slipped, nil
}

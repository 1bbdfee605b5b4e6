package rebuild

import (
	"wholesight/jobs/rules/classify"
	"wholesight/store"
)

// newScore is a member's figures as they are stored.
func newScore(member store.Member, f *classify.Figures, labels [6]int64) store.Score {
	s := store.Score{CustomerID: member.ID, SmartTypeID: member.SmartTypeID, Customer: f.Customer, Labels: labels}
	for i, why := range f.Why {
		s.Reasons[i] = why.Code()
	}
	return s
}

// Figures are stored figures as the leaf wants them, to band and to print. The day
// of the first purchase is not stored: it is 0.
func Figures(s *store.Score) (classify.Figures, error) {
	f := classify.Figures{Customer: s.Customer}
	for i, code := range s.Reasons {
		why, err := classify.ParseReason(code)
		if err != nil {
			return f, err
		}
		f.Why[i] = why
	}
	return f, nil
}

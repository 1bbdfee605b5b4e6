package forecast

// shrinkage is how many times a customer was watched for a quarter, by the confidence that
// there was in it when the quarter began. Quarters that overlap tell nothing twice, so
// that only those count that lie end to end, back from the book's last day.
//
// It bounds how sure a chance can be. Closed forms take a shop where nobody stopped for
// one where nobody will, and customers with one order for like those with fifty; what
// was seen of so many customers tells no more than that it is rarer than one in so many.
type shrinkage [High + 1]int

// leastShrinkage is what the forms are taken to be worth before anything was seen: as much as
// ten customers, of whom the rule of the shrunk gap says that one stops.
const leastShrinkage = 10

func newShrinkage(b *book) (s shrinkage) {
	for cut := b.asOf - horizon; cut >= b.begin; cut -= horizon {
		for _, c := range b.all {
			if n := len(until(c.Baskets, cut)); n > 0 {
				s[ConfidenceOf(int64(n))]++
			}
		}
	}
	return s
}

// held is a chance drawn to the middle by what was seen of customers of whom as much was
// known: it counts as the share of so many of them, one more is put to those, and half of
// that one comes (Jeffreys' rule). So it is never nearer to 0 or 1 than .5 ÷ (n + 1), no
// two customers alike in confidence change places, and longer windows stay the likelier.
func (s *shrinkage) held(p float64, of Confidence) float64 {
	n := float64(max(s[of], leastShrinkage))
	return (n*p + .5) / (n + 1)
}

// chance is a held chance in hundredths of a percent. None is all or nothing, however
// much was seen.
func (s *shrinkage) chance(p float64, of Confidence) int32 {
	return min(max(hundredths(s.held(min(max(p, 0), 1), of)), 1), 9999)
}

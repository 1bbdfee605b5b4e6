package classify

// Words say in words which customers bands[i] covers, gates not counted:
//
//	risk            from 0, up to 1 · more than 1, up to 5 · more than 5
//	orders          no orders · more than 1, up to 5 orders
//	revenue_rank    the first 20 % of customers by revenue · more than 20 %, up to 60 % of customers by revenue
//	revenue_share   the first 80 % of revenue, largest customers first · more than 80 %, up to 95 % of revenue, …
//	changes         10 % or more, below 50 % · −50 % or less
//
// They are computed from the row and its neighbours, never stored. It accepts a
// draft that Check refuses (a row that covers nothing says so), but i must be an
// index of bands.
func Words(t Type, bands []Band, i int) string {
	in, ok := Covers(t, bands, i)
	if !ok {
		return "no value yet"
	}
	if t.change() {
		return t.changeWords(in)
	}
	if i > 0 && in.Low >= in.High {
		if bands[i-1].Value == nil {
			return "nothing: the row before has no upper end"
		}
		return "nothing: " + t.quantity(in.High) + " is not more than " + t.quantity(in.Low) + " in the row before"
	}
	first := in.LowIn
	switch {
	case t == RevenueRank && first:
		return "the first " + t.quantity(in.High) + " of customers by revenue"
	case t == RevenueShare && first:
		return "the first " + t.quantity(in.High) + " of revenue, largest customers first"
	case first && !in.Bounded:
		return "0 or more" + t.noun(0)
	case first && in.High == 0 && t == Orders:
		return "no orders"
	case first && in.High == 0:
		return "exactly 0"
	case first:
		return "from 0, up to " + t.quantity(in.High) + t.noun(in.High)
	case !in.Bounded:
		return "more than " + t.quantity(in.Low) + t.noun(in.Low)
	}
	return "more than " + t.quantity(in.Low) + ", up to " + t.quantity(in.High) + t.noun(in.High)
}

func (t Type) changeWords(in Interval) string {
	switch {
	case in.LowIn && in.Bounded:
		return t.quantity(in.Low) + " or more, below " + t.quantity(in.High)
	case in.LowIn:
		return t.quantity(in.Low) + " or more"
	case in.Above:
		return t.quantity(in.High) + " or less, above " + t.quantity(in.Low)
	}
	return t.quantity(in.High) + " or less"
}

// noun is what a quantity of the type counts.
func (t Type) noun(v int64) string {
	switch {
	case t == Orders && v == 100:
		return " order"
	case t == Orders:
		return " orders"
	case t == RevenueRank:
		return " of customers by revenue"
	case t == RevenueShare:
		return " of revenue, largest customers first"
	}
	return ""
}

package store

import (
	"encoding/binary"
	"errors"
	"fmt"

	"wholesight/jobs/calendar"
)

// SeriesPoint is one month of a customer's trend graph.
type SeriesPoint struct {
	Month     calendar.Month
	Revenue   int64 // minor units
	Orders    int64
	Risk      int32 // hundredths; negative: none
	Estimated bool  // the risk rests on the smart type's median gap
}

// CustomerSeries is one customer's months, oldest first, without gaps.
type CustomerSeries struct {
	CustomerID int64
	Points     []SeriesPoint
}

// seriesFormat is the first byte of a packed series.
const seriesFormat = 1

// AppendSeries packs points into bytes: the format's number, then for each month
// revenue (zigzag varint), orders (varint) and risk (varint: 0 for none, else
// 2 × (risk + 1), plus 1 when estimated). The months follow each other, so only the
// first one is stored, beside the bytes. A month is four to nine bytes instead of
// a row. Orders must not be negative.
func AppendSeries(into []byte, points []SeriesPoint) []byte {
	into = append(into, seriesFormat)
	for _, p := range points {
		into = binary.AppendVarint(into, p.Revenue)
		into = binary.AppendUvarint(into, uint64(p.Orders))
		risk := uint64(0)
		if p.Risk >= 0 {
			risk = (uint64(p.Risk) + 1) << 1
			if p.Estimated {
				risk |= 1
			}
		}
		into = binary.AppendUvarint(into, risk)
	}
	return into
}

var errSeries = errors.New("packed series is not sound")

// ParseSeries is the points that AppendSeries packed, from the first month on.
// Bytes that it cannot have written are an error.
func ParseSeries(first calendar.Month, packed []byte) ([]SeriesPoint, error) {
	if len(packed) == 0 || packed[0] != seriesFormat {
		return nil, fmt.Errorf("%w: unknown format", errSeries)
	}
	var points []SeriesPoint
	for rest := packed[1:]; len(rest) > 0; {
		p := SeriesPoint{Month: first + calendar.Month(len(points)), Risk: -1}
		revenue, n := binary.Varint(rest)
		if n <= 0 {
			return nil, errSeries
		}
		p.Revenue, rest = revenue, rest[n:]
		orders, n := binary.Uvarint(rest)
		if n <= 0 || orders > 1<<62 {
			return nil, errSeries
		}
		p.Orders, rest = int64(orders), rest[n:]
		risk, n := binary.Uvarint(rest)
		if n <= 0 || risk == 1 || risk>>1 > 1<<31 {
			return nil, errSeries
		}
		rest = rest[n:]
		if risk > 0 {
			p.Risk, p.Estimated = int32(risk>>1-1), risk&1 == 1
		}
		points = append(points, p)
	}
	return points, nil
}

// StageSeries adds series to a build that is being staged. A customer without
// months needs no row.
func (tx *Tx) StageSeries(build int64, series []CustomerSeries) (err error) {
	defer wrap(&err, "stage series of build %d", build)
	if err := tx.beatBuild(build); err != nil {
		return err
	}
	return tx.insert("customer_series", []string{"build_id", "customer_id", "first_month", "months"}, len(series),
		func(i int, args []any) []any {
			s := &series[i]
			return append(args, build, s.CustomerID, int64(s.Points[0].Month), AppendSeries(nil, s.Points))
		}, "")
}

// Series is a customer's series of the published build; empty when it has never
// ordered. ErrNotFound outside of the scope.
func (tx *Tx) Series(scope Scope, customerID int64) (_ []SeriesPoint, err error) {
	defer wrap(&err, "series of customer %d", customerID)
	args := []any{customerID}
	var first *int64
	var packed []byte
	if err := tx.row(`SELECT s.first_month, s.months FROM customers c
		LEFT JOIN customer_series s ON s.customer_id = c.id AND s.build_id = (SELECT build_id FROM published WHERE step = 'graph')
		WHERE c.id = $1 AND `+scope.where("c", &args), args, &first, &packed); err != nil || first == nil {
		return nil, err
	}
	return ParseSeries(calendar.Month(*first), packed)
}

package ui

import (
	"context"
	"io"
	"strconv"
)

// Spark is a trend in the size of a word: this year's line with its last point
// marked, the year before as a thin grey line behind. It is drawn by the server
// as SVG; both lines share one scale that begins at zero, or below it where a
// month is negative.
type Spark struct {
	Title  string  // what it says: "Revenue by month, €12,400 over 12 months"
	Now    []int64 // oldest first; at least two to be drawn
	Before []int64 // the same months a year before; may be empty
}

// Render writes the picture.
func (s Spark) Render(ctx context.Context, w io.Writer) error { return spark(s.draw()).Render(ctx, w) }

// A point of the drawing is half a point of the page: whole numbers are then exact
// enough, and a page of fifty sparks is light.
const (
	sparkWidth  = 192
	sparkHeight = 48
	sparkMargin = 6 // room for the mark at the end
)

// drawn is a Spark as its template writes it.
type drawn struct {
	title       string
	now, before string // corners: "6,42 22,9 …"; "" draws no line
	endX, endY  string // of now's last point
}

// draw scales both lines together: x evenly from edge to edge, y to the values,
// to whole numbers. Fewer than two months are no trend.
func (s Spark) draw() drawn {
	low, high := 0.0, 0.0
	for _, line := range [][]int64{s.Now, s.Before} {
		for _, v := range line {
			low, high = min(low, float64(v)), max(high, float64(v))
		}
	}
	if high == low {
		high = low + 1
	}
	d := drawn{title: s.Title}
	d.now, d.endX, d.endY = line(s.Now, low, high)
	d.before, _, _ = line(s.Before, low, high)
	return d
}

// line is the corners of one line, and the last of them.
func line(values []int64, low, high float64) (corners, endX, endY string) {
	if len(values) < 2 {
		return "", "", ""
	}
	b := make([]byte, 0, 12*len(values))
	for i, v := range values {
		if i > 0 {
			b = append(b, ' ')
		}
		x := sparkMargin + float64(i)/float64(len(values)-1)*(sparkWidth-2*sparkMargin)
		y := sparkHeight - sparkMargin - (float64(v)-low)/(high-low)*(sparkHeight-2*sparkMargin)
		from := len(b)
		b = strconv.AppendFloat(b, x, 'f', 0, 64)
		comma := len(b)
		b = strconv.AppendFloat(append(b, ','), y, 'f', 0, 64)
		if i == len(values)-1 {
			endX, endY = string(b[from:comma]), string(b[comma+1:])
		}
	}
	return string(b), endX, endY
}

package views

import (
	"context"
	"io"
	"strconv"
	"strings"
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
func (s Spark) Render(ctx context.Context, w io.Writer) error { return spark(s).Render(ctx, w) }

const (
	sparkWidth  = 96
	sparkHeight = 24
	sparkMargin = 3 // room for the mark at the end
)

// points are the corners of a line: x evenly from edge to edge, y scaled to the
// values of both lines, with one decimal.
func (s Spark) points(values []int64) string {
	if len(values) < 2 {
		return ""
	}
	corners := make([]string, len(values))
	for i := range values {
		x, y := s.point(values, i)
		corners[i] = tenth(x) + "," + tenth(y)
	}
	return strings.Join(corners, " ")
}

func (s Spark) point(values []int64, i int) (x, y float64) {
	low, high := 0.0, 0.0
	for _, line := range [][]int64{s.Now, s.Before} {
		for _, v := range line {
			low, high = min(low, float64(v)), max(high, float64(v))
		}
	}
	if high == low {
		high = low + 1
	}
	x = sparkMargin + float64(i)/float64(max(len(values)-1, 1))*(sparkWidth-2*sparkMargin)
	y = sparkHeight - sparkMargin - (float64(values[i])-low)/(high-low)*(sparkHeight-2*sparkMargin)
	return x, y
}

func (s Spark) endX() string {
	x, _ := s.point(s.Now, len(s.Now)-1)
	return tenth(x)
}

func (s Spark) endY() string {
	_, y := s.point(s.Now, len(s.Now)-1)
	return tenth(y)
}

func (s Spark) drawn() bool { return len(s.Now) > 1 }

func tenth(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }

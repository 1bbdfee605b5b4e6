package ui

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Label is a classification as it shows on a customer: a chip in the colour an
// admin picked. The title always stands in it, and a small sign of its type, so
// that colour is never alone.
type Label struct {
	ID    int64
	Type  string // code of the classification's type: "risk", "orders" …; "" shows no sign
	Title string
	Why   string // the evidence, on hover: "risk 2.31 · 70 days silent, usually every 30"
	Href  string
}

// Render writes the chip.
func (l Label) Render(ctx context.Context, w io.Writer) error { return label(l).Render(ctx, w) }

// class names the chip's colour and the sign of its type. The sign is drawn by the
// style sheet (parts.css): a list has hundreds of them.
func (l Label) class() string {
	class := "label label-" + strconv.FormatInt(l.ID, 10)
	if sign, ok := labelSigns[l.Type]; ok {
		class += sign
	}
	return class
}

var labelSigns = map[string]string{
	"risk":           " sign-risk",
	"risk_change":    " sign-risk-change",
	"revenue_rank":   " sign-rank",
	"revenue_change": " sign-change",
	"revenue_share":  " sign-share",
	"orders":         " sign-orders",
}

// Labels are the chips of one customer.
type Labels []Label

// Render writes the chips; nothing when there are none.
func (l Labels) Render(ctx context.Context, w io.Writer) error { return labels(l).Render(ctx, w) }

// LabelColour is what the style sheet of labels knows of a classification.
type LabelColour struct {
	ID     int64
	Colour string // "#rrggbb"
}

// LabelCSS is the style sheet for the chips of the given labels, one rule each,
// in the order given: the picked colour as ground, black or white text by
// contrast (at least 4.58:1 for every colour there is), and a border of the same
// hue that stands out at least 3:1 from the page in both themes. Serve it as
// text/css under the address in Paths.Labels. A colour that is not #rrggbb is an
// error: nothing that a person typed reaches the sheet unread.
func LabelCSS(all []LabelColour) (string, error) {
	var b strings.Builder
	for _, l := range all {
		c, err := parseColour(l.Colour)
		if err != nil {
			return "", fmt.Errorf("label %d: %w", l.ID, err)
		}
		fmt.Fprintf(&b, ".label-%d{background:%s;color:%s;border-color:%s}\n", l.ID, c, c.text(), c.border())
	}
	return b.String(), nil
}

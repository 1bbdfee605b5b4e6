package record

import (
	"context"
	"io"

	"wholesight/views/ui"
)

// ForecastBlock is what is expected of one customer, beside how such forecasts came out.
type ForecastBlock struct {
	ID       string
	Lead     string // what matters most, and how often that came true
	Made     string // of which day, with what
	Missing  string // why there is nothing, instead of all else
	Figures  ui.Table
	Evidence ui.Facts
	More     []ui.Button
}

// Render writes the block.
func (v ForecastBlock) Render(ctx context.Context, w io.Writer) error {
	return forecastBlock(v).Render(ctx, w)
}

package styleguide

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/views/ui"
	"wholesight/views/viewtest"
)

func jsonEscaped(s string) string {
	data, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(data)
}

func TestChartOptionsHoldTheNumbersOfTheTable(t *testing.T) {
	c, err := ui.NewChart(ui.Locale{}, ui.ChartSpec{
		ID: "c", Title: "Revenue", X: []string{"2026-01", "2026-02"}, XName: "Month", XKind: ui.Months, Kind: ui.Money,
		Series: []ui.Series{
			{Name: "Target", Role: ui.Target, Step: true, Values: []int64{1000, 2000}},
			{Name: "This year", Role: ui.This, Bars: true, Values: []int64{123_456, ui.NoValue}},
			{Name: "Year before", Role: ui.Before, Values: []int64{99, -5}},
		},
		Bands: []ui.Band{{Title: "Good", From: 100, To: ui.NoValue, Colour: "#009e73"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	var options struct {
		XAxis  []struct{ Data []string }
		Series []struct {
			Name, Type string
			Step       any
			Data       []struct{ Value any }
			MarkArea   struct{ Data [][]map[string]any }
		}
	}
	if err := json.Unmarshal([]byte(c.Options), &options); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range options.Series {
		got = append(got, s.Name+" "+s.Type)
	}
	if diff := cmp.Diff([]string{"Target line", "This year bar", "Year before line"}, got); diff != "" {
		t.Errorf("series (-want +got):\n%s", diff)
	}
	if c.Roles != "target,this,before" {
		t.Errorf("roles %q do not follow the series", c.Roles)
	}
	if options.Series[0].Step != "middle" {
		t.Errorf("the target is not drawn in steps: %v", options.Series[0].Step)
	}
	if diff := cmp.Diff([]any{123_456.0, "-"}, []any{options.Series[1].Data[0].Value,
		options.Series[1].Data[1].Value}); diff != "" {
		t.Errorf("values (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"2026-01", "2026-02"}, options.XAxis[0].Data); diff != "" {
		t.Errorf("x axis (-want +got):\n%s", diff)
	}
	band := options.Series[0].MarkArea.Data
	if len(band) != 1 || band[0][0]["yAxis"] != 100.0 || band[0][1]["yAxis"] != nil {
		t.Errorf("the band is %v: from 100 with an open end was wanted", band)
	}
	var cells [][]string
	for _, r := range c.Table.Rows {
		var row []string
		for _, cell := range r.Cells {
			row = append(row, cell.Text)
		}
		cells = append(cells, row)
	}
	want := [][]string{{"Jan\u00a02026", "€10.00", "€1,234.56", "€0.99"}, {"Feb\u00a02026", "€20.00", "–", "−€0.05"}}
	if diff := cmp.Diff(want, cells); diff != "" {
		t.Errorf("table (-want +got):\n%s", diff)
	}
}

func TestChartIsTheSameEachTime(t *testing.T) {
	first := viewtest.HTML(t, samplesGraphs()[0].Show)
	for range 20 {
		if again := viewtest.HTML(t, samplesGraphs()[0].Show); again != first {
			t.Fatal("two renderings of one chart differ")
		}
	}
}

func TestChartRefuses(t *testing.T) {
	x := []string{"2026-01-31"}
	for name, spec := range map[string]ui.ChartSpec{
		"has 2 values for 1": {ID: "c", X: x, XKind: ui.Days, Series: []ui.Series{{Name: "a", Values: []int64{1, 2}}}},
		"is not a colour": {ID: "c", X: x, XKind: ui.Days, Series: []ui.Series{{Name: "a", Values: []int64{1}}},
			Bands: []ui.Band{{Title: "b", Colour: "red"}}},
		"is not a month": {ID: "c", X: x, XKind: ui.Months, Series: []ui.Series{{Name: "a", Values: []int64{1}}}},
		"is not a day": {ID: "c", X: []string{"2026-02-30"}, XKind: ui.Days,
			Series: []ui.Series{{Name: "a", Values: []int64{1}}}},
	} {
		if _, err := ui.NewChart(ui.Locale{}, spec); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("error %v, wanted one that says %q", err, name)
		}
	}
}

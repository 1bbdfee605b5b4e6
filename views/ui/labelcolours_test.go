package ui

import (
	"math"
	"testing"
)

// Pairs of the test data that Sharma, Wu and Dalal published with the formula: each
// goes through another part of it.
func TestDistanceIsThatOfThePaper(t *testing.T) {
	for _, tt := range []struct {
		p, q lab
		want float64
	}{
		{lab{50, 2.6772, -79.7751}, lab{50, 0, -82.7485}, 2.0425},
		{lab{50, -1.3802, -84.2814}, lab{50, 0, -82.7485}, 1.0000},
		{lab{50, 0, 0}, lab{50, -1, 2}, 2.3669},
		{lab{50, 2.4900, -0.0010}, lab{50, -2.4900, 0.0009}, 7.1792},
		{lab{50, 2.4900, -0.0010}, lab{50, -2.4900, 0.0011}, 7.2195},
		{lab{50, -0.0010, 2.4900}, lab{50, 0.0011, -2.4900}, 4.7461},
		{lab{50, 2.5, 0}, lab{73, 25, -18}, 27.1492},
		{lab{50, 2.5, 0}, lab{58, 24, 15}, 19.4535},
		{lab{60.2574, -34.0099, 36.2677}, lab{60.4626, -34.1751, 39.4387}, 1.2644},
		{lab{35.0831, -44.1164, 3.7933}, lab{35.0232, -40.0716, 1.5901}, 1.8645},
		{lab{22.7233, 20.0904, -46.6940}, lab{23.0331, 14.9730, -42.5619}, 2.0373},
		{lab{90.8027, -2.0831, 1.4410}, lab{91.1528, -1.6435, 0.0447}, 1.4441},
		{lab{2.0776, 0.0795, -1.1350}, lab{0.9033, -0.0636, -0.5514}, 0.9082},
	} {
		if got := distance(tt.p, tt.q); math.Abs(got-tt.want) > 0.00005 {
			t.Errorf("%v and %v are %.4f apart, want %.4f", tt.p, tt.q, got, tt.want)
		}
		if a, b := distance(tt.p, tt.q), distance(tt.q, tt.p); math.Abs(a-b) > 1e-9 {
			t.Errorf("%v and %v: %.6f one way and %.6f the other", tt.p, tt.q, a, b)
		}
	}
}

func TestLabOfKnownColours(t *testing.T) {
	for _, tt := range []struct {
		colour string
		want   lab
	}{
		{"#ffffff", lab{100, 0, 0}}, {"#000000", lab{0, 0, 0}}, {"#ff0000", lab{53.24, 80.09, 67.20}},
		{"#0000ff", lab{32.30, 79.19, -107.86}},
	} {
		c, err := parseColour(tt.colour)
		if err != nil {
			t.Fatal(err)
		}
		got := c.seen(visions[0].matrix)
		if math.Abs(got.l-tt.want.l) > 0.02 || math.Abs(got.a-tt.want.a) > 0.02 || math.Abs(got.b-tt.want.b) > 0.02 {
			t.Errorf("%s is %.2f, want %.2f", tt.colour, got, tt.want)
		}
	}
}

// Grey is grey to everybody: the simulations keep white, black and what lies between.
func TestVisionsKeepGrey(t *testing.T) {
	for _, v := range visions {
		for row := range 3 {
			if sum := v.matrix[3*row] + v.matrix[3*row+1] + v.matrix[3*row+2]; math.Abs(sum-1) > 0.00001 {
				t.Errorf("%s: row %d sums to %f", v.words, row, sum)
			}
		}
	}
}

func TestAlike(t *testing.T) {
	for _, tt := range []struct{ a, b, vision string }{
		{"#0072b2", "#0072b2", "to everybody"},
		{"#0072b2", "#0073b3", "to everybody"},
		{"#000000", "#ffffff", ""},
		{"#008000", "#8b4513", "to people who see no green"},
		{"#ff0000", "#00ff00", ""}, // as light and dark as that they are told apart by
		{"#0072b2", "red", ""},
	} {
		if vision, alike := Alike(tt.a, tt.b); vision != tt.vision || alike != (tt.vision != "") {
			t.Errorf("%s and %s look alike %q, %v; want %q", tt.a, tt.b, vision, alike, tt.vision)
		}
		if vision, _ := Alike(tt.b, tt.a); vision != tt.vision {
			t.Errorf("%s and %s look alike %q, the other way %q", tt.b, tt.a, vision, tt.vision)
		}
	}
	// What new rows are offered is told apart by everybody: every pair of it.
	for i, a := range OkabeIto {
		for _, b := range OkabeIto[:i] {
			if vision, alike := Alike(a.Value, b.Value); alike {
				t.Errorf("%s and %s of the palette look alike %s", a.Text, b.Text, vision)
			}
		}
	}
}

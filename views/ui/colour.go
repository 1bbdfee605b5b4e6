package ui

import (
	"fmt"
	"math"
	"strconv"
)

// colour is an sRGB colour.
type colour struct{ r, g, b uint8 }

var (
	black = colour{0, 0, 0}
	white = colour{255, 255, 255}
)

func (c colour) String() string { return fmt.Sprintf("#%02x%02x%02x", c.r, c.g, c.b) }

// parseColour reads #rrggbb, and nothing else.
func parseColour(s string) (colour, error) {
	if len(s) == 7 && s[0] == '#' {
		if n, err := strconv.ParseUint(s[1:], 16, 32); err == nil {
			return colour{uint8(n >> 16), uint8(n >> 8), uint8(n)}, nil
		}
	}
	return colour{}, fmt.Errorf("%q is not a colour: write # and six digits, like #0072b2", s)
}

// ValidColour reports whether s is a colour that a label may have.
func ValidColour(s string) bool {
	_, err := parseColour(s)
	return err == nil
}

// linear holds the linear light of each value of a channel (WCAG 2.2, relative
// luminance).
var linear = func() (table [256]float64) {
	for i := range table {
		v := float64(i) / 255
		if v <= 0.04045 {
			table[i] = v / 12.92
		} else {
			table[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return table
}()

func (c colour) luminance() float64 {
	return 0.2126*linear[c.r] + 0.7152*linear[c.g] + 0.0722*linear[c.b]
}

// contrast is the ratio of WCAG 2.2, 1 to 21.
func contrast(a, b colour) float64 {
	la, lb := a.luminance(), b.luminance()
	if la < lb {
		la, lb = lb, la
	}
	return (la + 0.05) / (lb + 0.05)
}

// text is pure black or pure white, whichever reads better on c. Near-black
// would fall below 4.5:1 on some colours.
func (c colour) text() colour {
	if contrast(c, black) >= contrast(c, white) {
		return black
	}
	return white
}

// The luminance of a border that is at least 3:1 from every ground that a label
// stands on, of which the darkest of the light theme and the lightest of the dark
// one decide (--accent-tint, the current row, in both): a test holds them against
// the tokens.
const (
	borderFloor   = 0.182
	borderCeiling = 0.245
)

// border is c where it already stands out from both themes, else a darker or
// lighter mix of the same hue that does.
func (c colour) border() colour {
	l := c.luminance()
	if l >= borderFloor && l <= borderCeiling {
		return c
	}
	towards := white
	if l > borderCeiling {
		towards = black
	}
	// Step by step towards black or white: the first mix
	// within the bounds is the nearest to what was picked.
	for share := 1; share <= 256; share++ {
		m := c.mix(towards, share)
		if l := m.luminance(); l >= borderFloor && l <= borderCeiling {
			return m
		}
	}
	return colour{0x75, 0x75, 0x75}
}

// mix is c with share ÷ 256 of the other colour.
func (c colour) mix(other colour, share int) colour {
	channel := func(a, b uint8) uint8 { return uint8((int(a)*(256-share) + int(b)*share) / 256) }
	return colour{channel(c.r, other.r), channel(c.g, other.g), channel(c.b, other.b)}
}

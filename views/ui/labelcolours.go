package ui

import (
	"math"
)

// hardToTell is the distance (CIEDE2000) under which two colours of labels count as
// hard to tell apart. About 1 is just noticeable side by side; chips stand apart.
const hardToTell = 10

// visions are how people see colours: the common one, and the three kinds of colour
// blindness at their strongest, as matrices over linear light (Machado, Oliveira and
// Fernandes 2009, "A physiologically-based model for simulation of color vision
// deficiency", table for severity 1.0).
var visions = []struct {
	words  string // "X and Y look alike …"
	matrix [9]float64
}{
	{"to everybody", [9]float64{1, 0, 0, 0, 1, 0, 0, 0, 1}},
	{"to people who see no red", [9]float64{0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882,
		-0.048116, 1.051998}},
	{"to people who see no green", [9]float64{0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820,
		0.042940, 0.968881}},
	{"to people who see no blue", [9]float64{1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733,
		0.691367, 0.303900}},
}

// Alike tells whether two colours of labels are hard to tell apart, and to whom, in
// words that go on from "X and Y look alike". Colours that are not #rrggbb are not.
func Alike(a, b string) (vision string, alike bool) {
	ca, errA := parseColour(a)
	cb, errB := parseColour(b)
	if errA != nil || errB != nil {
		return "", false
	}
	for _, v := range visions {
		if distance(ca.seen(v.matrix), cb.seen(v.matrix)) < hardToTell {
			return v.words, true
		}
	}
	return "", false
}

// lab is a colour in CIELAB, white point D65.
type lab struct{ l, a, b float64 }

// seen is the colour as a kind of vision sees it.
func (c colour) seen(m [9]float64) lab {
	r, g, b := linear[c.r], linear[c.g], linear[c.b]
	hold := func(v float64) float64 { return min(1, max(0, v)) }
	return labOf(hold(m[0]*r+m[1]*g+m[2]*b), hold(m[3]*r+m[4]*g+m[5]*b), hold(m[6]*r+m[7]*g+m[8]*b))
}

// labOf is linear sRGB light in CIELAB.
func labOf(r, g, b float64) lab {
	f := func(t float64) float64 {
		if t > 216.0/24389 {
			return math.Cbrt(t)
		}
		return (24389.0/27*t + 16) / 116
	}
	x := f((0.4124564*r + 0.3575761*g + 0.1804375*b) / 0.95047)
	y := f(0.2126729*r + 0.7151522*g + 0.0721750*b)
	z := f((0.0193339*r + 0.1191920*g + 0.9503041*b) / 1.08883)
	return lab{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

// distance is CIEDE2000 (Sharma, Wu and Dalal 2005, whose test data the tests use).
func distance(p, q lab) float64 {
	const degree = math.Pi / 180
	seventh := func(c float64) float64 { return math.Sqrt(math.Pow(c, 7) / (math.Pow(c, 7) + 6103515625)) } // 25⁷
	g := 0.5 * (1 - seventh((math.Hypot(p.a, p.b)+math.Hypot(q.a, q.b))/2))
	pa, qa := (1+g)*p.a, (1+g)*q.a
	pc, qc := math.Hypot(pa, p.b), math.Hypot(qa, q.b)
	hue := func(b, a float64) float64 {
		h := math.Atan2(b, a) / degree
		if h < 0 {
			h += 360
		}
		return h
	}
	ph, qh := hue(p.b, pa), hue(q.b, qa)
	dh, mh := qh-ph, (ph+qh)/2
	switch {
	case pc*qc == 0:
		dh, mh = 0, ph+qh
	case math.Abs(dh) > 180:
		if dh > 0 {
			dh -= 360
		} else {
			dh += 360
		}
		if ph+qh < 360 {
			mh += 180
		} else {
			mh -= 180
		}
	}
	dl, dc := q.l-p.l, qc-pc
	dH := 2 * math.Sqrt(pc*qc) * math.Sin(dh/2*degree)
	ml, mc := (p.l+q.l)/2, (pc+qc)/2
	t := 1 - 0.17*math.Cos((mh-30)*degree) + 0.24*math.Cos(2*mh*degree) +
		0.32*math.Cos((3*mh+6)*degree) - 0.20*math.Cos((4*mh-63)*degree)
	sl := 1 + 0.015*(ml-50)*(ml-50)/math.Sqrt(20+(ml-50)*(ml-50))
	sc, sh := 1+0.045*mc, 1+0.015*mc*t
	rt := -2 * seventh(mc) * math.Sin(60*math.Exp(-(mh-275)/25*(mh-275)/25)*degree)
	l, c, h := dl/sl, dc/sc, dH/sh
	return math.Sqrt(l*l + c*c + h*h + rt*c*h)
}

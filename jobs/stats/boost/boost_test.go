package boost

import (
	"bytes"
	"encoding/json"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

var nan = float32(math.NaN())

// one is a table of a single column.
func one(values ...float32) Table {
	return Table{Names: []string{"x"}, Columns: [][]float32{values}}
}

// exact parameters take the full step, so that figures can be worked by hand.
var exact = Params{Trees: 1, Depth: 1, Rate: 1}

func mustTrain(tb testing.TB, t Table, y, weight, offset []float64, loss Loss, p Params) *Ensemble {
	tb.Helper()
	e, err := Train(t, y, weight, offset, loss, p)
	if err != nil {
		tb.Fatal(err)
	}
	return e
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-9*(1+math.Abs(want))) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func TestStumpByHand(t *testing.T) {
	x := one(1, 2, 3, 10)
	// Mean 4; the best cut parts {1, 3} from {5, 7}: between 2 and 3.
	e := mustTrain(t, x, []float64{1, 3, 5, 7}, nil, nil, Squared, exact)
	near(t, "base", e.Base, 4)
	near(t, "left", e.Predict([]float32{2.5}), 2)
	near(t, "right", e.Predict([]float32{2.6}), 6)
	// Gain: (4²/2 + 4²/2 − 0²/4) ÷ 2 = 8: half of what the squares lose, 20 to 4.
	near(t, "gain", e.trees[0].nodes[0].value, 8)

	// L2 of 2: the steps −4 ÷ (2 + 2) and 4 ÷ (2 + 2).
	p := exact
	p.L2 = 2
	e = mustTrain(t, x, []float64{1, 3, 5, 7}, nil, nil, Squared, p)
	near(t, "left with L2", e.Predict([]float32{0}), 3)
	near(t, "right with L2", e.Predict([]float32{11}), 5)

	// A weight of 3 on the last: mean (1 + 3 + 5 + 21) ÷ 6 = 5, the best cut is
	// still between 2 and 3, right mean 26 ÷ 4.
	e = mustTrain(t, x, []float64{1, 3, 5, 7}, []float64{1, 1, 1, 3}, nil, Squared, exact)
	near(t, "weighted base", e.Base, 5)
	near(t, "weighted left", e.Predict([]float32{0}), 2)
	near(t, "weighted right", e.Predict([]float32{11}), 6.5)

	// Logistic: base log(1) = 0; left 0 of 2 gives −(2 × ½) ÷ (2 × ¼) = −2.
	e = mustTrain(t, x, []float64{0, 0, 1, 1}, nil, nil, Logistic, exact)
	near(t, "log odds left", e.Raw([]float32{1}), -2)
	near(t, "probability right", e.Predict([]float32{9}), 1/(1+math.Exp(-2)))

	// Poisson: mean 4; up the leaf is exact, (5 + 9) ÷ 2 = 7; down it is the
	// careful step, 4 × e^((2 − 8) ÷ 8).
	e = mustTrain(t, x, []float64{0, 2, 5, 9}, nil, nil, Poisson, exact)
	near(t, "mean right", e.Predict([]float32{9}), 7)
	near(t, "mean left", e.Predict([]float32{1}), 4*math.Exp(-0.75))
}

func TestSmallestLeaf(t *testing.T) {
	p := exact
	p.MinLeaf = 3
	x, y := one(1, 2, 3, 4, 5, 6), []float64{0, 0, 0, 0, 0, 60}
	e := mustTrain(t, x, y, nil, nil, Squared, p)
	near(t, "the best cut is forbidden", e.Predict([]float32{6}), 20)
	p.MinLeaf = 3.5
	if e := mustTrain(t, x, y, nil, nil, Squared, p); e.Trees() != 0 {
		t.Errorf("%d trees where no split leaves both sides their weight", e.Trees())
	}
	// Weights count, not rows.
	p.MinLeaf = 3
	e = mustTrain(t, x, y, []float64{1, 1, 1, 1, 1, 3}, nil, Squared, p)
	near(t, "a heavy row is enough", e.Predict([]float32{6}), 60)
}

func TestMissingGoesWhereItIsBetter(t *testing.T) {
	for name, c := range map[string]struct {
		x             Table
		y             []float64
		low, high, no float64
	}{
		"with the left":          {one(1, 2, 3, 4, nan, nan), []float64{0, 0, 6, 6, 0, 0}, 0, 6, 0},
		"with the right":         {one(1, 2, 3, 4, nan, nan), []float64{0, 0, 6, 6, 6, 6}, 0, 6, 6},
		"alone":                  {one(1, 2, 3, 4, nan, nan), []float64{0, 0, 0, 0, 6, 6}, 0, 0, 6},
		"alone against a single": {one(7, 7, 7, 7, nan, nan), []float64{0, 0, 0, 0, 6, 6}, 0, 0, 6},
		"unseen: with the many":  {one(1, 2, 3, 4, 5, 6), []float64{0, 0, 0, 0, 6, 6}, 0, 6, 0},
		"unseen: many are right": {one(1, 2, 3, 4, 5, 6), []float64{0, 0, 6, 6, 6, 6}, 0, 6, 6},
		"infinity beyond the cut": {one(float32(math.Inf(-1)), 2, 3, float32(math.Inf(1)), nan, nan),
			[]float64{0, 0, 6, 6, 6, 6}, 0, 6, 6},
		"infinity is not missing": {one(float32(math.Inf(-1)), 2, 3, float32(math.Inf(1)), nan, nan),
			[]float64{0, 0, 0, 0, 6, 6}, 0, 0, 6},
	} {
		e := mustTrain(t, c.x, c.y, nil, nil, Squared, exact)
		near(t, name+": low", e.Predict([]float32{float32(math.Inf(-1))}), c.low)
		near(t, name+": high", e.Predict([]float32{float32(math.Inf(1))}), c.high)
		near(t, name+": missing", e.Predict([]float32{nan}), c.no)
	}
}

// A step function of two columns, one of them with gaps, is found to the last row.
func TestRecoversSteps(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	n := 4000
	x := Table{Names: []string{"a", "b", "noise"}, Columns: make([][]float32, 3)}
	y := make([]float64, n)
	for i := range y {
		a, b := float32(r.IntN(101))/10, float32(r.IntN(5)) // fewer values than bins
		if r.IntN(4) == 0 {
			b = nan
		}
		switch {
		case a > 7:
			y[i] = 9
		case b >= 3:
			y[i] = 5
		case b != b:
			y[i] = -4
		}
		for c, v := range []float32{a, b, r.Float32()} {
			x.Columns[c] = append(x.Columns[c], v)
		}
	}
	e := mustTrain(t, x, y, nil, nil, Squared, Params{Trees: 60, Depth: 3, Rate: 0.5})
	for i, got := range e.RawAll(x) {
		if a := x.Columns[0][i]; math.Abs(got-y[i]) > 1e-3 {
			t.Errorf("at a = %v, b = %v: %v, want %v", a, x.Columns[1][i], got, y[i])
		}
	}
	if g := e.Gain(); g[2] > 0.01 || math.Abs(g[0]+g[1]+g[2]-1) > 1e-12 {
		t.Errorf("gains %v", g)
	}
}

func TestOffsetIsLearnedOnTop(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	var x Table
	x.Names = []string{"a"}
	x.Columns = make([][]float32, 1)
	n := 5000
	y, offset := make([]float64, n), make([]float64, n)
	for i := range y {
		a := float32(r.IntN(2))
		x.Columns[0] = append(x.Columns[0], a)
		offset[i] = float64(r.IntN(4)) - 30
		y[i] = 2 * math.Exp(float64(a)) * math.Exp(offset[i]) // exactly the mean
	}
	e := mustTrain(t, x, y, nil, offset, Poisson, Params{Trees: 50, Depth: 1, Rate: 0.5})
	near6 := func(what string, got, want float64) {
		if math.Abs(got/want-1) > 1e-6 {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	near6("per exposure, 0", e.Predict([]float32{0}), 2)
	near6("per exposure, 1", e.Predict([]float32{1}), 2*math.E)

	// Logistic: odds of e^offset times 3 where the column is 1.
	for i := range y {
		offset[i] = float64(r.IntN(4)) - 2
		y[i] = sigmoid(offset[i] + math.Log(3)*float64(x.Columns[0][i]))
	}
	e = mustTrain(t, x, y, nil, offset, Logistic, Params{Trees: 80, Depth: 1, Rate: 0.5})
	if got := e.Raw([]float32{1}); math.Abs(got-math.Log(3)) > 1e-6 {
		t.Errorf("log odds on top: %v, want %v", got, math.Log(3))
	}
}

func TestDegenerateInputsStayFinite(t *testing.T) {
	p := Params{Trees: 400, Depth: 4, Rate: 1}
	for name, c := range map[string]struct {
		x      Table
		y, w   []float64
		losses []Loss
		trees  bool
	}{
		"one row":         {x: one(3), y: []float64{1}},
		"constant column": {x: one(3, 3, 3), y: []float64{0, 1, 1}},
		"all missing":     {x: one(nan, nan, nan), y: []float64{0, 1, 1}},
		"never":           {x: one(1, 2, 3), y: []float64{0, 0, 0}},
		"always":          {x: one(1, 2, 3), y: []float64{1, 1, 1}},
		"no columns":      {y: []float64{0, 1}},
		"zero weights":    {x: one(1, 2, 3), y: []float64{0, 1, 1}, w: []float64{0, 0, 0}},
		"one weighs":      {x: one(1, 2, 3), y: []float64{0, 1, 1}, w: []float64{0, 1, 0}},
		"tiny weights":    {x: one(1, 2, 3, 4), y: []float64{0, 0, 1, 1}, w: []float64{1e-300, 1e-300, 1e-300, 1e-300}},
		"huge weights":    {x: one(1, 2, 3, 4), y: []float64{0, 0, 1, 1}, w: []float64{1e300, 1e300, 1e300, 1e300}},
		"parted":          {x: one(1, 2, 3, 4), y: []float64{0, 0, 1, 1}},
		"infinite features": {x: one(float32(math.Inf(-1)), -math.MaxFloat32, math.MaxFloat32, float32(math.Inf(1))),
			y: []float64{0, 1, 0, 1}},
		"huge values":      {x: one(1, 2, 3, 4), y: []float64{0, 0, 1e250, 1e300}, losses: []Loss{Squared, Poisson}},
		"one among nought": {x: one(1, 2, 3, 4), y: []float64{0, 0, 0, 1e12}, losses: []Loss{Squared, Poisson}},
	} {
		losses := c.losses
		if losses == nil {
			losses = []Loss{Squared, Logistic, Poisson}
		}
		for _, loss := range losses {
			e := mustTrain(t, c.x, c.y, c.w, nil, loss, p)
			for _, x := range []float32{0, 1, 2, 9, nan, float32(math.Inf(1)), float32(math.Inf(-1))} {
				row := make([]float32, len(c.x.Columns))
				for i := range row {
					row[i] = x
				}
				raw, m := e.Raw(row), e.Predict(row)
				if math.IsNaN(raw+m) || math.IsInf(raw+m, 0) {
					t.Errorf("%s, %v at %v: raw %v, mean %v", name, loss, x, raw, m)
				}
			}
			if _, err := json.Marshal(e); err != nil {
				t.Errorf("%s, %v: %v", name, loss, err)
			}
		}
	}
	e := mustTrain(t, one(1, 2, 3), []float64{0, 0, 0}, nil, nil, Logistic, p)
	if got := e.Predict([]float32{2}); got > 1e-6 {
		t.Errorf("what never came is predicted with %v", got)
	}
	if e := mustTrain(t, one(1, 2, 3), []float64{0.1, 0.1, 0.1}, nil, nil, Squared, p); e.Trees() != 0 ||
		e.Gain()[0] != 0 {
		t.Errorf("%d trees, gain %v of nothing but rounding", e.Trees(), e.Gain())
	}
}

func TestRowsOfNoWeightChangeNothing(t *testing.T) {
	p := Params{Trees: 5, Depth: 2, Rate: 0.5, RowShare: 0.7, Seed: 3}
	a := mustTrain(t, one(1, 2, 3, 4, 5), []float64{1, 4, 2, 8, 5}, nil, nil, Squared, p)
	b := mustTrain(t, one(1, 99, 2, 3, 4, nan, 5), []float64{1, 70, 4, 2, 8, -70, 5}, []float64{1, 0, 1, 1, 1, 0, 1}, nil,
		Squared, p)
	if !bytes.Equal(asJSON(t, a), asJSON(t, b)) {
		t.Error("a row of weight 0 changed the trees")
	}
}

func TestErrors(t *testing.T) {
	ok, x, y := exact, one(1, 2), []float64{0, 1}
	with := func(change func(*Params)) Params { p := ok; change(&p); return p }
	for name, c := range map[string]struct {
		t       Table
		y, w, o []float64
		loss    Loss
		p       Params
	}{
		"no rows":            {t: one(), p: ok},
		"short column":       {t: one(1), y: y, p: ok},
		"nameless column":    {t: Table{Columns: x.Columns}, y: y, p: ok},
		"short weights":      {t: x, y: y, w: []float64{1}, p: ok},
		"short offsets":      {t: x, y: y, o: []float64{1}, p: ok},
		"NaN value":          {t: x, y: []float64{0, math.NaN()}, p: ok},
		"2 of 0 and 1":       {t: x, y: []float64{0, 2}, loss: Logistic, p: ok},
		"negative count":     {t: x, y: []float64{0, -1}, loss: Poisson, p: ok},
		"negative weight":    {t: x, y: y, w: []float64{1, -1}, p: ok},
		"infinite offset":    {t: x, y: y, o: []float64{0, math.Inf(1)}, p: ok},
		"unknown loss":       {t: x, y: y, loss: 9, p: ok},
		"no depth":           {t: x, y: y, p: with(func(p *Params) { p.Depth = 0 })},
		"no rate":            {t: x, y: y, p: with(func(p *Params) { p.Rate = 0 })},
		"fewer than none":    {t: x, y: y, p: with(func(p *Params) { p.Trees = -1 })},
		"too many bins":      {t: x, y: y, p: with(func(p *Params) { p.Bins = 256 })},
		"negative leaf":      {t: x, y: y, p: with(func(p *Params) { p.MinLeaf = -1 })},
		"negative L2":        {t: x, y: y, p: with(func(p *Params) { p.L2 = -1 })},
		"more than all rows": {t: x, y: y, p: with(func(p *Params) { p.RowShare = 1.1 })},
		"NaN columns":        {t: x, y: y, p: with(func(p *Params) { p.ColumnShare = math.NaN() })},
	} {
		if e, err := Train(c.t, c.y, c.w, c.o, c.loss, c.p); err == nil || e != nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func asJSON(tb testing.TB, e *Ensemble) []byte {
	tb.Helper()
	text, err := json.Marshal(e)
	if err != nil {
		tb.Fatal(err)
	}
	return text
}

func TestSameInputSameBytes(t *testing.T) {
	for _, loss := range []Loss{Squared, Logistic, Poisson} {
		s := simulate(11, 1500, loss)
		p := Params{Trees: 30, Depth: 4, Rate: 0.1, MinLeaf: 5, RowShare: 0.6, ColumnShare: 0.5, Seed: 7}
		first := asJSON(t, mustTrain(t, s.table, s.y, nil, nil, loss, p))
		if !bytes.Equal(first, asJSON(t, mustTrain(t, s.table, s.y, nil, nil, loss, p))) {
			t.Errorf("%v: trained twice, the bytes differ", loss)
		}
		p.Seed++
		if bytes.Equal(first, asJSON(t, mustTrain(t, s.table, s.y, nil, nil, loss, p))) {
			t.Errorf("%v: another seed chose the same rows and columns", loss)
		}
	}
}

func TestJSONToTheBit(t *testing.T) {
	for _, loss := range []Loss{Squared, Logistic, Poisson} {
		s := simulate(12, 1500, loss)
		e := mustTrain(t, s.table, s.y, nil, nil, loss, Params{Trees: 40, Depth: 5, Rate: 0.1, RowShare: 0.5})
		var back Ensemble
		if err := json.Unmarshal(asJSON(t, e), &back); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(e.RawAll(s.table), back.RawAll(s.table)) || !slices.Equal(e.Gain(), back.Gain()) ||
			back.Loss != loss {
			t.Errorf("%v: not what was written", loss)
		}
		if err := back.Matches(s.table); err != nil {
			t.Error(err)
		}
	}
}

func TestJSONThatWouldLeadAstray(t *testing.T) {
	for name, text := range map[string]string{
		"a circle":          `{"loss":"squared","base":0,"names":["x"],"trees":[{"column":[0,0,0],"cut":[1,1,1],"left":[1,1,0],"missing":[0,0,0],"value":[1,1,1]}]}`,
		"beyond the end":    `{"loss":"squared","base":0,"names":["x"],"trees":[{"column":[0,0,0],"cut":[1,1,1],"left":[2,0,0],"missing":[0,0,0],"value":[1,1,1]}]}`,
		"no such column":    `{"loss":"squared","base":0,"names":["x"],"trees":[{"column":[1,0,0],"cut":[1,1,1],"left":[1,0,0],"missing":[0,0,0],"value":[1,1,1]}]}`,
		"lists differ":      `{"loss":"squared","base":0,"names":["x"],"trees":[{"column":[0,0,0],"cut":[1,1],"left":[1,0,0],"missing":[0,0,0],"value":[1,1,1]}]}`,
		"an empty tree":     `{"loss":"squared","base":0,"names":["x"],"trees":[{}]}`,
		"an unknown loss":   `{"loss":"hinge","base":0,"names":["x"],"trees":[]}`,
		"a negative column": `{"loss":"squared","base":0,"names":["x"],"trees":[{"column":[-1,0,0],"cut":[1,1,1],"left":[1,0,0],"missing":[0,0,0],"value":[1,1,1]}]}`,
	} {
		if err := json.Unmarshal([]byte(text), new(Ensemble)); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestPanics(t *testing.T) {
	e := mustTrain(t, one(1, 2), []float64{0, 1}, nil, nil, Squared, exact)
	for name, f := range map[string]func(){
		"long row":      func() { e.Raw([]float32{1, 2}) },
		"other table":   func() { e.RawAll(Table{Columns: [][]float32{{1}, {2}}}) },
		"short offsets": func() { e.Stages(one(1, 2), []float64{1}, func(int, []float64) bool { return true }) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
	}
	if err := e.Matches(Table{Names: []string{"y"}, Columns: [][]float32{{1}}}); err == nil {
		t.Error("another column matches")
	}
}

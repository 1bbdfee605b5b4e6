package boost

import (
	"encoding/json"
	"fmt"
	"math"
)

// written is an ensemble as JSON: per tree one list a field, which is a third of
// the length of a list of nodes.
type written struct {
	Loss  Loss          `json:"loss"`
	Base  float64       `json:"base"`
	Names []string      `json:"names"`
	Trees []writtenTree `json:"trees"`
}

type writtenTree struct {
	Column  []int32   `json:"column"`
	Cut     []float32 `json:"cut"`
	Left    []int32   `json:"left"`
	Missing []int8    `json:"missing"` // 1 = left
	Value   []float64 `json:"value"`
}

// MarshalJSON writes the ensemble so that UnmarshalJSON gives the same
// predictions to the bit: Go writes a float as the shortest text that reads as
// the same float.
func (e *Ensemble) MarshalJSON() ([]byte, error) {
	w := written{e.Loss, e.Base, e.Names, make([]writtenTree, len(e.trees))}
	for i := range e.trees {
		t := &w.Trees[i]
		for _, n := range e.trees[i].nodes {
			missing := int8(0)
			if n.missingLeft {
				missing = 1
			}
			t.Column = append(t.Column, n.column)
			t.Cut = append(t.Cut, n.cut)
			t.Left = append(t.Left, n.left)
			t.Missing = append(t.Missing, missing)
			t.Value = append(t.Value, n.value)
		}
	}
	return json.Marshal(w)
}

// UnmarshalJSON reads what MarshalJSON wrote. What it accepts can be used: trees
// that would lead in circles, or to columns that are not there, are errors.
func (e *Ensemble) UnmarshalJSON(text []byte) error {
	var w written
	if err := json.Unmarshal(text, &w); err != nil {
		return err
	}
	read := Ensemble{Loss: w.Loss, Names: w.Names, Base: w.Base, trees: make([]tree, len(w.Trees))}
	for i := range w.Trees {
		nodes, err := w.Trees[i].nodes(len(w.Names))
		if err != nil {
			return fmt.Errorf("tree %d: %w", i, err)
		}
		read.trees[i].nodes = nodes
	}
	*e = read
	return nil
}

func (t *writtenTree) nodes(columns int) ([]node, error) {
	n := len(t.Column)
	if n == 0 || n > math.MaxInt32 || len(t.Cut) != n || len(t.Left) != n || len(t.Missing) != n || len(t.Value) != n {
		return nil, fmt.Errorf("lists of %d, %d, %d, %d and %d nodes", n, len(t.Cut), len(t.Left), len(t.Missing),
			len(t.Value))
	}
	nodes := make([]node, n)
	for i := range nodes {
		left := t.Left[i]
		if left != 0 {
			if int(left) <= i || int(left) >= n-1 {
				return nil, fmt.Errorf("node %d: its children cannot be %d and %d of %d", i, left, int(left)+1, n)
			}
			if c := t.Column[i]; c < 0 || int(c) >= columns {
				return nil, fmt.Errorf("node %d: there is no column %d", i, c)
			}
		}
		nodes[i] = node{t.Column[i], t.Cut[i], left, t.Missing[i] == 1, t.Value[i]}
	}
	return nodes, nil
}

package accuracy

import (
	"fmt"
	"math"
)

// The measures as files, tables and addresses name them.
const (
	NameAUC              = "auc"
	NameAveragePrecision = "ap"
	NameBrier            = "brier"
	NameLogLoss          = "log_loss"
	NameMAE              = "mae"
	NameMedianAE         = "medae"
	NameRMSE             = "rmse"
	NameBias             = "bias"
	NameSpearman         = "spearman"
	NameGini             = "gini"
)

// Better says which way the measure is good: 1 more is better, −1 less is
// better, 0 nearer to a wanted figure (bias to 0, and names
// that are none of the above).
func Better(name string) int {
	switch name {
	case NameAUC, NameAveragePrecision, NameSpearman, NameGini:
		return 1
	case NameBrier, NameLogLoss, NameMAE, NameMedianAE, NameRMSE:
		return -1
	}
	return 0
}

// usable reports whether there are rows, and no NaN in them. It panics when the
// columns differ in length.
func usable(columns ...[]float64) bool {
	for _, c := range columns {
		if len(c) != len(columns[0]) {
			panic(fmt.Sprintf("accuracy: columns of %d and %d rows", len(columns[0]), len(c)))
		}
		for _, x := range c {
			if math.IsNaN(x) {
				return false
			}
		}
	}
	return len(columns[0]) > 0
}

// finite is x, or nothing where x is not a finite number.
func finite(x float64) (float64, bool) {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return 0, false
	}
	return x, true
}

package kit

import (
	"encoding/json"
	"fmt"
)

// JSON is for values that always have a JSON form.
func JSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("jobs: %T as JSON: %v", v, err))
	}
	return string(b)
}

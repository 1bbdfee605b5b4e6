package kit

import (
	"fmt"
)

func UserObject(id int64) string { return fmt.Sprintf("user:%d", id) }

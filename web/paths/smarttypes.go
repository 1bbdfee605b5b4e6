package paths

import (
	"net/url"
	"strconv"
)

func SmartTypesPath() string                     { return "/smart-types" }
func SmartTypeNewPath() string                   { return "/smart-types/new" }
func SmartTypePath(id int64) string              { return SmartTypesPath() + "/" + strconv.FormatInt(id, 10) }
func SmartTypeDoPath(id int64, do string) string { return SmartTypePath(id) + "/" + do }

// SmartTypeMovedPath is the list after a smart type was moved: the button that moved it
// gets the focus again.
func SmartTypeMovedPath(id int64, way string) string {
	return SmartTypesPath() + "?" + url.Values{"at": {strconv.FormatInt(id, 10)}, "way": {way}}.Encode()
}

// CustomersOfTypePath is the list of a smart type's customers.
func CustomersOfTypePath(id int64) string {
	return CustomersPath() + "?type=" + strconv.FormatInt(id, 10)
}

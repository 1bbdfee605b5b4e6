package ui

import (
	"strconv"

	"github.com/a-h/templ"
)

// FormOptions are where a form goes and how it ends. The zero Method is post.
type FormOptions struct {
	Action string
	Method string // "post" or "get"
	ID     string
	Wide   bool   // fields may use the whole width
	Upload bool   // carries a file
	Swap   string // id of the region that the answer replaces through htmx; "" loads the page
	Error  string // what is wrong with the form as a whole
	Save   string // the verb on the button at the bottom left; "" leaves the foot to the page
	Cancel string // address to go to without saving
	More   []Button
	Draft  string // what is typed is kept in the browser under this name until it is saved; "" keeps nothing
	Attrs  templ.Attributes
}

func (f FormOptions) class() string {
	if f.Wide {
		return "form form-wide"
	}
	return "form"
}

func (f FormOptions) method() string {
	if f.Method == "get" {
		return "get"
	}
	return "post"
}

func (f FormOptions) attrs() templ.Attributes {
	attrs := templ.Attributes{}
	for name, value := range f.Attrs {
		attrs[name] = value
	}
	if f.ID != "" {
		attrs["id"] = f.ID
	}
	if f.Draft != "" {
		attrs["data-draft"], attrs["data-script"] = f.Draft, "drafts"
	}
	if f.Upload {
		attrs["enctype"] = "multipart/form-data"
	}
	if f.Swap != "" {
		attrs["hx-"+f.method()] = f.Action
		attrs["hx-target"] = "#" + f.Swap
		attrs["hx-swap"] = "outerHTML"
		if f.Upload {
			attrs["hx-encoding"] = "multipart/form-data"
		}
		attrs["hx-disabled-elt"] = "find [type=submit]"
	}
	return attrs
}

func PlainInt(n int) string { return strconv.Itoa(n) }

// JoinWords joins two lists of ids or classes; either may be empty.
func JoinWords(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " " + b
}

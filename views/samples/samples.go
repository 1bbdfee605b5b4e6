package samples

import (
	"github.com/a-h/templ"

	"wholesight/jobs/calendar"
)

// Sample is a component with data to look at: the page of components shows it,
// and a golden file holds what it renders to.
type Sample struct {
	Group string // the heading it stands under
	Name  string // also the name of its golden file
	Show  templ.Component
}

// Day is the as-of day of all samples.
var Day = calendar.Must("2026-11-22")

// Long is a name as some customers have it.
const Long = "Vereinigte Norddeutsche Eisenwaren-, Werkzeug- und Baubeschlaghandelsgesellschaft Müller & Söhne mbH & Co. Kommanditgesellschaft"

// Nasty are names that must come out as the text they are.
var Nasty = []string{`</script><b>x</b>`, `__f__alert(1)__f__`, `"><img src=x onerror=alert(1)>`}

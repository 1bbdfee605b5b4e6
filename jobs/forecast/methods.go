package forecast

// The names of the methods, in files and in the words of pages.
const (
	MethodRule = "gap-rule" // the shrunk gap
)

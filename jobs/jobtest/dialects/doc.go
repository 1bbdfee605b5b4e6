// Package dialects writes a known order book in the manner of the systems that
// wholesalers export from, for tests of what reads such files: each dialect has the
// header, the words, the days, the numbers and the habits of its system, as far as public
// documentation and reports of its users tell them. It must know nothing of the reader.
package dialects

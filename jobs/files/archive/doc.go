// Package archive takes a zip of several files apart: which files are in it,
// what each of them most likely holds, and in which order a shop imports them.
//
// It reads no rows: files does, and tells which kinds a header fits. Everything
// an archive may do to a server is refused here, before anything is unpacked:
// passwords, archives inside, names that lead out, bombs. It may ask files and
// row, and no database.
package archive

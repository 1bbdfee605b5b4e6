// Package smarttypes is the face of the pages of smart types: their list in order, and
// what merging one into another would do.
// It reads nothing: texts, figures and addresses come in ready, from web/smarttypes.
package smarttypes

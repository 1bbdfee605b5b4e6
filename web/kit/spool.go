package kit

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
)

// Spool is what f writes as a file to read from its beginning, which is gone from
// the disk when it is closed, or when the process ends.
func Spool(f func(w io.Writer) error) (*os.File, error) {
	file, err := os.CreateTemp("", "wholesight-*")
	if err != nil {
		return nil, fmt.Errorf("temporary file: %w", err)
	}
	_ = os.Remove(file.Name()) // refused on Windows while it is open: then it stays in the folder for such files
	w := bufio.NewWriterSize(file, 64<<10)
	if err = f(w); err == nil {
		err = w.Flush()
	}
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

package imports

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"wholesight/jobs/files"
)

// tempFile is an empty file for what memory must not hold, readable by its owner
// only. Where the system allows it has no name any more: a crash leaves nothing.
func tempFile() (*os.File, error) {
	f, err := os.CreateTemp("", "wholesight-*")
	if err != nil {
		return nil, fmt.Errorf("temporary file: %w", err)
	}
	_ = os.Remove(f.Name()) // refused on Windows while it is open: closeTemp tries again
	return f, nil
}

// closeTemp gives a temporary file back; nil is none.
func closeTemp(f *os.File) error {
	if f == nil {
		return nil
	}
	err := f.Close()
	_ = os.Remove(f.Name()) // gone already where tempFile could remove it
	return err
}

// spillFiles are the temporary files that the reader sorts scattered orders in.
type spillFiles struct{}

type spillFile struct{ *os.File }

func (spillFiles) Create(int) (files.SpillFile, error) {
	f, err := tempFile()
	if err != nil {
		return nil, err
	}
	return spillFile{f}, nil
}

func (f spillFile) Close() error { return closeTemp(f.File) }

// spooled is how many values a spool keeps in memory.
const spooled = 5000

// spool keeps values in the order they were added: the first ones in memory, the
// rest in a temporary file as JSON. It can be read any number of times.
type spool[T any] struct {
	memory []T
	file   *os.File
	w      *bufio.Writer
	n      int
}

func (s *spool[T]) add(v T) error {
	s.n++
	if len(s.memory) < spooled {
		s.memory = append(s.memory, v)
		return nil
	}
	if s.file == nil {
		f, err := tempFile()
		if err != nil {
			return err
		}
		s.file, s.w = f, bufio.NewWriterSize(f, 64<<10)
	}
	return json.NewEncoder(s.w).Encode(v)
}

// each hands the values out in order.
func (s *spool[T]) each(f func(*T) error) error {
	for i := range s.memory {
		v := s.memory[i]
		if err := f(&v); err != nil {
			return err
		}
	}
	if s.file == nil {
		return nil
	}
	if err := s.w.Flush(); err != nil {
		return err
	}
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	d := json.NewDecoder(bufio.NewReaderSize(s.file, 64<<10))
	for {
		var v T
		if err := d.Decode(&v); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("temporary file: %w", err)
		}
		if err := f(&v); err != nil {
			return err
		}
	}
}

func (s *spool[T]) close() error { return closeTemp(s.file) }

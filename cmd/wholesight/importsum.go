package main

import (
	"wholesight/jobs/imports"
)

// importSum is what several files came to.
type importSum struct {
	Created   int64        `json:"created"`
	Updated   int64        `json:"updated"`
	Unchanged int64        `json:"unchanged"`
	Rejected  int64        `json:"rejected"`
	Files     []importFile `json:"files"`
}

type importFile struct {
	File string `json:"file"`
	imports.ImportResult
}

func (s *importSum) add(name string, r imports.ImportResult) {
	s.Created += r.Created
	s.Updated += r.Updated
	s.Unchanged += r.Unchanged
	s.Rejected += r.Rejected
	s.Files = append(s.Files, importFile{name, r})
}

func (s importSum) String() string {
	return imports.ImportResult{Created: s.Created, Updated: s.Updated, Unchanged: s.Unchanged,
		Rejected: s.Rejected}.String()
}

package web

import (
	"slices"
	"time"

	jobimports "wholesight/jobs/imports"
	"wholesight/store"
	"wholesight/views/ui"
)

// isImportJob tells whether a job reads a file: what it has done is counted in bytes.
func isImportJob(name string) bool { return slices.Contains(importJobs, name) }

// checkPasses is how often a check reads its file: once to find out how it is to be
// read, once to count. Its second pass notes "checking".
const checkPasses = 2

// importProgress is how far a file is read, in place of rows: size of size, rate,
// and the time left over all passes.
func importProgress(l ui.Locale, p ui.Progress, j store.Job, now time.Time) ui.Progress {
	p.Done, p.All = j.Done, j.Total
	if j.Total > 0 {
		p.Rows = l.T("%s of %s", fileSize(l, j.Done), fileSize(l, j.Total))
	}
	if j.Name == jobimports.CheckJob.Name && j.State == store.JobRunning {
		p.All *= checkPasses
		if j.Note == "checking" {
			p.Done += j.Total
		}
	}
	took := jobTook(j, now)
	if p.Done <= 0 || took < time.Second {
		return p
	}
	perSecond := p.Done * 1000 / took.Milliseconds()
	p.Rate = l.T("%s a second", fileSize(l, perSecond))
	if j.State == store.JobRunning && p.All > p.Done && perSecond > 0 {
		p.Left = l.Remaining(time.Duration((p.All-p.Done)/perSecond) * time.Second)
	}
	return p
}

// jobAmount is what a run has worked through: rows, or the size of a file.
func jobAmount(l ui.Locale, j store.Job) string {
	if isImportJob(j.Name) && j.Done > 0 {
		return fileSize(l, j.Done)
	}
	return l.Number(j.Done)
}

// fileSize is a size as people say it: "12 KiB", "94 MiB", never 0 for something.
func fileSize(l ui.Locale, bytes int64) string {
	if bytes < 1<<20 {
		return l.NumberExact((bytes+1<<10-1)>>10) + "\u00a0KiB"
	}
	if bytes < 100<<20 {
		return l.Quantity(bytes*10>>20*100) + "\u00a0MiB"
	}
	return l.NumberExact(bytes>>20) + "\u00a0MiB"
}

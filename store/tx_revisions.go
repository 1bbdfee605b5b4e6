package store

// Noun is a kind of rows whose changes are counted, because somebody keeps what
// was made of them in memory.
type Noun string

// The nouns. Whatever writes the rows of one calls Touch with it; a test reads the
// statements of this package and says so.
const (
	NounCustomers       Noun = "customers"       // customers, account managers, smart types
	NounClassifications Noun = "classifications" // classifications
	NounTargets         Noun = "targets"         // targets: see touchTarget
	NounFacts           Noun = "facts"           // contacts: see countFacts
)

// Touch counts that rows of a noun change in this transaction: once, however often
// it is called. Transactions that change the same noun follow each other.
func (tx *Tx) Touch(noun Noun) (err error) {
	defer wrap(&err, "touch %s", noun)
	if tx.touched[noun] {
		return nil
	}
	if err := tx.changeOne(`UPDATE revisions SET n = n + 1 WHERE noun = $1`, noun); err != nil {
		return err
	}
	if tx.touched == nil {
		tx.touched = map[Noun]bool{}
	}
	tx.touched[noun] = true
	return nil
}

// Stamp tells two states of the lists of customers apart. Equal stamps mean equal
// lists: it is read first in a snapshot, and what was made for another stamp is
// out of date. Facts and Targets also tell whose have changed: FactsChangedSince.
type Stamp struct {
	Build           int64 // published labels; 0: none
	Graph           int64 // published series; 0: none
	Forecasts       int64 // published forecasts; 0: none
	Customers       int64
	Classifications int64
	Facts           int64
	Targets         int64
}

// Stamp is the present one of the transaction's snapshot.
func (tx *Tx) Stamp() (s Stamp, err error) {
	defer wrap(&err, "stamp")
	if p, err := tx.known(); err != nil {
		return s, err
	} else if p != nil {
		return p.stamp, nil
	}
	err = tx.row(`SELECT COALESCE((SELECT build_id FROM published WHERE step = 'labels'), 0),
		COALESCE((SELECT build_id FROM published WHERE step = 'graph'), 0),
		COALESCE((SELECT build_id FROM published WHERE step = 'forecasts'), 0),
		(SELECT n FROM revisions WHERE noun = 'customers'), (SELECT n FROM revisions WHERE noun = 'classifications'),
		(SELECT n FROM revisions WHERE noun = 'facts'), (SELECT n FROM revisions WHERE noun = 'targets')`, nil,
		&s.Build, &s.Graph, &s.Forecasts, &s.Customers, &s.Classifications, &s.Facts, &s.Targets)
	return s, err
}

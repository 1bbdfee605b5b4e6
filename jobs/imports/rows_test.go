package imports_test

import (
	"fmt"
	"strings"
	"testing"

	"wholesight/jobs/files"
	"wholesight/jobs/imports"
	"wholesight/jobs/jobtest"
	"wholesight/store/storetest"
)

// A step is an import and what the shop exports after it.
type importStep struct {
	file, line, want string
}

func TestRowsOfEachKind(t *testing.T) {
	const customerHeader = "code,name,smart_type,groups,account_manager,industry,email,phone,contact,city,postcode,country,tags,created_on,active,marketing_consent\n"
	const productHeader = "sku,name,category,product_group,brand,tags,list_price,cost,pack_size,active,kind,groups\n"
	const targetHeader = "customer_code,start_month,m1,m2,m3,m4,m5,m6,m7,m8,m9,m10,m11,m12,discount_pct\n"
	const contactHeader = "customer_code,at,kind,body,outcome,next_on,author\n"
	for kind, steps := range map[files.Kind][]importStep{
		files.Customers: {
			{customerHeader + "C1,Acme,Retail,North|A,Ada,Tools,a@b.example,+44 1,Bob,Leeds,LS1,GB,make:Ford|x:y,2020-02-29,no,yes\nc1,,,,,,,,,,,,,,yes,no\n",
				"created=2 updated=0 unchanged=0 rejected=0",
				customerHeader + "C1,Acme,Retail,A|North,Ada,Tools,a@b.example,'+44 1,Bob,Leeds,LS1,GB,make:Ford|x:y,2020-02-29,no,yes\nc1,c1,Trade,,,,,,,,,,,,yes,no\n"},
			// in another order; a row twice
			{"code,name,groups\nC1,Acme,North|A\nC1,Acme,North|A\n", "created=0 updated=0 unchanged=1 rejected=0", ""},
			{"code,name,city,active,created_on,smart_type,tags\nC1,Acme 2,,yes,,,\nC2,New,York,0,,Retail,b|a\n",
				"created=1 updated=1 unchanged=0 rejected=0",
				customerHeader + "C1,Acme 2,Trade,A|North,Ada,Tools,a@b.example,'+44 1,Bob,,LS1,GB,,,yes,yes\nC2,New,Retail,,,,,,,York,,,a|b,,no,no\nc1,c1,Trade,,,,,,,,,,,,yes,no\n"},
			{"code,name\nC9,a\nC9,b\n,c\n", "created=0 updated=0 unchanged=0 rejected=3", ""},
		},
		files.Products: {
			{productHeader + "A,Hammer,Tools > Saws,G,Acme,make:Ford,1.2345,0.5,12,no,service,\nB,,,,,,,,,yes,,\n",
				"created=2 updated=0 unchanged=0 rejected=0",
				productHeader + "A,Hammer,Tools > Saws,G,Acme,make:Ford,1.2345,0.5,12,no,service,\nB,B,,,,,,,,yes,goods,\n"},
			{"sku,name,list_price,pack_size,kind\nA,Hammer,,1.1250,\n", "created=0 updated=1 unchanged=0 rejected=0",
				productHeader + "A,Hammer,Tools > Saws,G,Acme,make:Ford,,0.5,1.1250,no,goods,\nB,B,,,,,,,,yes,goods,\n"},
		},
		files.Targets: {
			{"customer_code,start_month,annual,discount_pct\nC1,2026-04,100.01,2.5\nC7,2026-01,12,\n",
				"created=2 updated=0 unchanged=0 rejected=0",
				targetHeader + "C1,2026-04,8.33,8.33,8.33,8.33,8.33,8.33,8.33,8.33,8.33,8.33,8.33,8.38,2.5\nC7,2026-01,1,1,1,1,1,1,1,1,1,1,1,1,\n"},
			{"customer_code,start_month,annual\nC1,2026-04,100.01\nC7,2026-01,24\n",
				"created=0 updated=1 unchanged=1 rejected=0",
				targetHeader + "C1,2026-04,8.33,8.33,8.33,8.33,8.33,8.33,8.33,8.33,8.33,8.33,8.33,8.38,2.5\nC7,2026-01,2,2,2,2,2,2,2,2,2,2,2,2,\n"},
			{"customer_code,start_month,annual,discount_pct\nC1,2026-04,100.01,\n", "created=0 updated=1 unchanged=0 rejected=0",
				""},
		},
		files.Contacts: {
			{contactHeader + "C1,2026-01-02T10:00:00Z,call,\"Hello,\nthere\",reached,2026-02-01,ada\nC1,2026-07-02,note,Hello,,,\n", "created=2 updated=0 unchanged=0 rejected=0",
				contactHeader + "C1,2026-01-02T10:00:00Z,call,\"Hello,\nthere\",reached,2026-02-01,ada\nC1,2026-07-01T23:00:00Z,note,Hello,,,\n"},
			{contactHeader + "C1,2026-01-02T10:00:00Z,call,\"Hello,\nthere\",,2026-02-01,ada\nC1,2026-01-02T11:00:00+01:00,call,\"Hello,\nthere\",,2026-02-01,ada\n", "created=0 updated=1 unchanged=0 rejected=1",
				contactHeader + "C1,2026-01-02T10:00:00Z,call,\"Hello,\nthere\",,2026-02-01,ada\nC1,2026-07-01T23:00:00Z,note,Hello,,,\n"},
		},
	} {
		t.Run(string(kind), func(t *testing.T) {
			db := storetest.SQLite(t)
			for i, s := range steps {
				dry := jobtest.ImportText(t, db, kind, s.file, func(o *imports.Options) { o.DryRun = true })
				jobtest.Wants(t, dry, s.line)
				jobtest.Wants(t, jobtest.ImportText(t, db, kind, s.file), s.line)
				got := jobtest.Export(t, db, kind)
				if s.want != "" && got != s.want {
					t.Errorf("step %d gives\n%swant\n%s", i, got, s.want)
				}
				r := jobtest.ImportText(t, db, kind, got)
				if r.Created+r.Updated+r.Rejected != 0 {
					t.Errorf("step %d: its export gives %s", i, r)
				}
			}
			jobtest.Sound(t, db)
		})
	}
}

func TestTargetsOfUnknownCustomersAreRejected(t *testing.T) {
	db := storetest.SQLite(t)
	strict := func(o *imports.Options) { o.CreateMissing = false }
	jobtest.Wants(t, jobtest.ImportText(t, db, files.Targets, "customer_code,start_month,annual\nC1,2026-04,1\n", strict),
		"created=0 updated=0 unchanged=0 rejected=1")
	jobtest.Wants(t, jobtest.ImportText(t, db, files.Contacts, "customer_code,at,kind\nC1,2026-04-01,call\n", strict),
		"created=0 updated=0 unchanged=0 rejected=1")
	jobtest.ImportText(t, db, files.Customers, "code,name\nC1,Acme\n")
	jobtest.Wants(t, jobtest.ImportText(t, db, files.Targets, "customer_code,start_month,annual\nC1,2026-04,1\n", strict),
		"created=1 updated=0 unchanged=0 rejected=0")
}

// More rows than memory holds at once, and more than one batch of everything.
func TestManyCustomers(t *testing.T) {
	db := storetest.SQLite(t)
	var b strings.Builder
	b.WriteString("code,name,smart_type,account_manager,created_on\n")
	const n = 12_000
	for i := range n {
		fmt.Fprintf(&b, "C%05d,Customer %d,Type %d,Manager %d,2020-01-%02d\n", i, i, i%7, i%11, i%28+1)
	}
	jobtest.Wants(t, jobtest.ImportText(t, db, files.Customers, b.String()),
		fmt.Sprintf("created=%d updated=0 unchanged=0 rejected=0", n))
	changed := strings.ReplaceAll(b.String(), ",Manager 3,", ",Manager 4,")
	r := jobtest.ImportText(t, db, files.Customers, changed)
	jobtest.Wants(t, r, fmt.Sprintf("created=0 updated=%d unchanged=%d rejected=0", n/11+1, n-n/11-1))
	jobtest.Wants(t, jobtest.ImportText(t, db, files.Customers, jobtest.Export(t, db, files.Customers)),
		fmt.Sprintf("created=0 updated=0 unchanged=%d rejected=0", n))
	jobtest.Sound(t, db)
}

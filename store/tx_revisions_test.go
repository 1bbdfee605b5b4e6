package store_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strings"
	"testing"

	"wholesight/store"
	"wholesight/store/storetest"
)

// Whoever writes the rows that processes keep in memory must say so. This reads
// the package's own statements, so that a method added later cannot forget.
func TestEveryWriterOfWhatIsKeptTouchesItsNoun(t *testing.T) {
	writes := regexp.MustCompile(`(INSERT INTO|UPDATE|DELETE FROM) (customers|account_managers|smart_types|classifications|targets|contacts|customer_facts)\b`)
	// Statements that change nothing that a list is made of.
	harmless := []string{"UPDATE account_managers SET user_id", "UPDATE smart_types SET position = position WHERE"}
	nouns := map[string]string{
		"customers": "NounCustomers", "account_managers": "NounCustomers", "smart_types": "NounCustomers",
		"classifications": "NounClassifications",
		"targets":         "NounTargets", "contacts": "NounFacts", "customer_facts": "NounFacts",
	}
	writers := 0
	for _, name := range store.Sources(t) {
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range f.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			wanted, touched := map[string]bool{}, map[string]bool{}
			ast.Inspect(fn, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.BasicLit:
					text := n.Value
					for _, h := range harmless {
						text = strings.ReplaceAll(text, h, "")
					}
					for _, m := range writes.FindAllStringSubmatch(text, -1) {
						wanted[nouns[m[2]]] = true
					}
					if n.Value == `"customers"` && fn.Name.Name == "InsertCustomers" { // tx.insert names its table
						wanted["NounCustomers"] = true
					}
				case *ast.CallExpr:
					if s, ok := n.Fun.(*ast.SelectorExpr); ok && s.Sel.Name == "touchTarget" {
						touched["NounTargets"] = true
					} else if ok && (s.Sel.Name == "countFacts" || s.Sel.Name == "changeContact") {
						touched["NounFacts"] = true
					} else if ok && s.Sel.Name == "Touch" && len(n.Args) == 1 {
						if id, ok := n.Args[0].(*ast.Ident); ok {
							touched[id.Name] = true
						}
					}
				}
				return true
			})
			for noun := range wanted {
				writers++
				if !touched[noun] {
					t.Errorf("%s: %s writes rows of %s and does not Touch it", fset.Position(fn.Pos()), fn.Name.Name, noun)
				}
			}
		}
	}
	if writers < 10 {
		t.Errorf("only %d writers were found: the test looks in the wrong place", writers)
	}
}

func stamp(t *testing.T, db *store.DB) (s store.Stamp) {
	t.Helper()
	storetest.View(t, db, func(tx *store.Tx) (err error) {
		s, err = tx.Stamp()
		return err
	})
	return s
}

func TestTheStampChangesWithEveryChangeOfAList(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		var kind, other store.SmartType
		var manager int64
		var customer store.Customer
		var contact store.Contact
		var goal store.Target
		steps := []struct {
			name   string
			noun   store.Noun // empty: the lists stay as they were
			change func(tx *store.Tx) error
		}{
			{"a smart type", store.NounCustomers, func(tx *store.Tx) (err error) {
				if kind.ID, err = tx.NewSmartType("Kind", false); err != nil {
					return err
				}
				kind, err = tx.SmartType(kind.ID)
				return err
			}},
			{"another smart type", store.NounCustomers, func(tx *store.Tx) (err error) {
				if other.ID, err = tx.NewSmartType("Other", false); err != nil {
					return err
				}
				other, err = tx.SmartType(other.ID)
				return err
			}},
			{"an account manager", store.NounCustomers, func(tx *store.Tx) (err error) {
				manager, err = tx.AddAccountManager("Ann")
				return err
			}},
			{"customers", store.NounCustomers, func(tx *store.Tx) error {
				all := []store.Customer{{Code: "A", Name: "A", SmartTypeID: kind.ID, AccountManagerID: manager, Active: true},
					{Code: "B", Name: "B", SmartTypeID: kind.ID}}
				err := tx.InsertCustomers(all)
				customer = all[1]
				return err
			}},
			{"no customers", "", func(tx *store.Tx) error { return tx.InsertCustomers(nil) }},
			{"a customer", store.NounCustomers, func(tx *store.Tx) error {
				customer.Name = "Bee"
				return tx.UpdateCustomer(&customer)
			}},
			{"what no list shows of a customer", "", func(tx *store.Tx) error {
				customer.Phone, customer.Email, customer.Notes, customer.Postcode, customer.Consent = "+44 1", "b@b.example", "n",
					"PC", true
				return tx.UpdateCustomer(&customer)
			}},
			{"a customer's group", store.NounCustomers, func(tx *store.Tx) error {
				customer.Groups = []string{"North"}
				return tx.UpdateCustomer(&customer)
			}},
			{"a customer's account manager", store.NounCustomers, func(tx *store.Tx) error {
				customer.AccountManagerID = manager
				return tx.UpdateCustomer(&customer)
			}},
			{"a contact", store.NounFacts, func(tx *store.Tx) error {
				contact = store.Contact{CustomerID: customer.ID, At: 5, Kind: "call", Author: "Ann"}
				return tx.InsertContact(&contact)
			}},
			{"a contact's outcome", store.NounFacts, func(tx *store.Tx) error {
				contact.Outcome = "reached"
				return tx.UpdateContact(&contact)
			}},
			{"a deleted contact", store.NounFacts, func(tx *store.Tx) error {
				return tx.DeleteContact(contact.ID, contact.Version)
			}},
			{"a target", store.NounTargets, func(tx *store.Tx) error {
				goal = store.Target{CustomerID: customer.ID, StartMonth: 600}
				return tx.InsertTarget(&goal)
			}},
			{"a deleted target", store.NounTargets, func(tx *store.Tx) error { return tx.DeleteTarget(goal.ID, goal.Version) }},
			{"a deleted customer", store.NounCustomers, func(tx *store.Tx) error {
				return tx.DeleteCustomer(customer.ID, customer.Version)
			}},
			{"a smart type's title", store.NounCustomers, func(tx *store.Tx) error {
				kind.Title = "Kinds"
				return tx.SaveSmartType(kind)
			}},
			{"the smart types' order", store.NounCustomers, func(tx *store.Tx) error {
				all, err := tx.SmartTypes()
				if err != nil {
					return err
				}
				ids := []int64{other.ID}
				for _, s := range all {
					if s.ID != other.ID {
						ids = append(ids, s.ID)
					}
				}
				return tx.OrderSmartTypes(ids)
			}},
			{"a deleted smart type", store.NounCustomers, func(tx *store.Tx) error {
				s, err := tx.SmartType(other.ID)
				if err != nil {
					return err
				}
				return tx.DeleteSmartType(s.ID, s.Version)
			}},
			{"a dropped account manager", store.NounCustomers, func(tx *store.Tx) error {
				id, err := tx.AddAccountManager("Bob")
				if err != nil {
					return err
				}
				return tx.DropAccountManager(id)
			}},
			{"classifications", store.NounClassifications, func(tx *store.Tx) error {
				_, _, err := tx.SaveClassifications(kind.ID, "orders", []store.Classification{{Title: "Few", Colour: "#112233"}},
					nil)
				return err
			}},
			{"a setting", "", func(tx *store.Tx) error { return tx.SaveSetting("shop-name", "X") }},
		}
		for _, step := range steps {
			before := stamp(t, db)
			storetest.Update(t, db, step.change)
			want := before
			switch step.noun {
			case store.NounCustomers:
				want.Customers++
			case store.NounClassifications:
				want.Classifications++
			case store.NounFacts:
				want.Facts++
			case store.NounTargets:
				want.Targets++
			}
			if got := stamp(t, db); got != want {
				t.Errorf("%s: the stamp went from %+v to %+v", step.name, before, got)
			}
		}
	})
}

package store_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"wholesight/jobs/text"
	"wholesight/store"
	"wholesight/store/storetest"
)

// apart are the letters that the list of customers found by plain ones and what was
// asked of the database did not, with what the database kept for them then.
var apart = []struct{ letter, old string }{
	{"ø", "ø"}, {"Ø", "ø"}, {"đ", "đ"}, {"Đ", "đ"}, {"ð", "ð"}, {"Ð", "ð"}, {"þ", "þ"}, {"Þ", "þ"}, {"ł", "ł"}, {"Ł", "ł"},
	{"æ", "æ"}, {"Æ", "æ"}, {"ǽ", "æ"}, {"ǿ", "ø"}, {"œ", "œ"}, {"Œ", "œ"}, {"ħ", "ħ"}, {"Ħ", "ħ"}, {"ı", "ı"}, {"ŧ", "ŧ"},
	{"Ŧ", "ŧ"},
	{"ß", "ß"}, {"ẞ", "ß"}, {"ς", "ς"}, {"ŋ", "ŋ"}, {"Ŋ", "ŋ"}, {"ĸ", "ĸ"}, {"ŉ", "ʼn"}, {"-", "-"}, {"_", "_"},
	{"’", "’"},
}

// A database whose search keys were folded by an older binary finds the same as a new
// one: customers, products, users and what an import has set aside.
func TestOldSearchKeysAreFoldedAnew(t *testing.T) {
	for engine, address := range map[string]func(testing.TB) string{"SQLite": storetest.UnmigratedSQLiteURL,
		"PostgreSQL": storetest.UnmigratedPostgresURL} {
		t.Run(engine, func(t *testing.T) {
			db := openUnmigrated(t, address(t))
			store.MigrateTo(t, db, 15)
			exec := func(statement string, args ...any) {
				t.Helper()
				if err := store.Exec(db, statement, args...); err != nil {
					t.Fatal(err)
				}
			}
			exec(`INSERT INTO smart_types (id, title, position) VALUES (1, 'Trade', 1)`)
			for i, a := range apart {
				id, name, old := i+1, fmt.Sprintf("A%sB", a.letter), fmt.Sprintf("a%sb", a.old)
				code := fmt.Sprintf("K%02d", id)
				exec(`INSERT INTO customers (id, code, name, search_key, smart_type_id, city) VALUES ($1, $2, $3, $4, 1, 'Århus')`,
					id, code, name, strings.ToLower(code)+"\n"+old+"\narhus")
				exec(`INSERT INTO products (id, sku, name, search_key, brand, kind) VALUES ($1, $2, $3, $4, 'Ñ', 'goods')`,
					id, code, name, strings.ToLower(code)+"\n"+old+"\nn")
				exec(`INSERT INTO users (id, email, name, search_key, role, password_hash, created_at) VALUES ($1, $2, $3, $4, 'rep', '', 0)`,
					id, code+"@x.example", name, code+"@x.example "+strings.ToLower(name))
				for _, noun := range []string{"customer", "product"} {
					exec(`INSERT INTO import_stubs (noun, code, n, id, fresh, name, search_key, country, kind) VALUES ($1, $2, 1, $3, TRUE, $4, 'old', '', 'goods')`,
						noun, "S"+code, 1000+id, name)
				}
			}
			if ran, err := db.Migrate(context.Background()); err != nil || ran < 1 {
				t.Fatal(ran, err)
			}
			for i, a := range apart {
				code := fmt.Sprintf("K%02d", i+1)
				for _, typed := range []string{"A" + a.letter + "B", text.Fold("A" + a.letter + "B")} {
					finds(t, db, typed, code)
				}
				want := "s" + strings.ToLower(code) + "\n" + text.Fold("A"+a.letter+"B")
				for _, noun := range []string{"customer", "product"} {
					if key := store.MinimalKey(t, db, noun, "S"+code); key != want {
						t.Errorf("%s set aside: %q, want %q", noun, key, want)
					}
				}
			}
			// What a new row gets is what an old one has got.
			keys := func(table string) string {
				return strings.Join(store.Lines(t, db, `SELECT search_key FROM `+table+` ORDER BY id`), "|")
			}
			customers, products, users := keys("customers"), keys("products"), keys("users")
			storetest.Update(t, db, saveAll)
			if now := keys("customers"); now != customers {
				t.Errorf("customers have\n%q, written anew\n%q", customers, now)
			}
			if now := keys("products"); now != products {
				t.Errorf("products have\n%q, written anew\n%q", products, now)
			}
			if now := keys("users"); now != users {
				t.Errorf("users have\n%q, written anew\n%q", users, now)
			}
		})
	}
}

func openUnmigrated(t *testing.T, address string) *store.DB {
	t.Helper()
	db, err := store.Open(context.Background(), address, store.Options{Now: func() time.Time { return storetest.Now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// finds checks that a text finds the product and the user of a code.
func finds(t *testing.T, db *store.DB, typed, code string) {
	t.Helper()
	storetest.View(t, db, func(tx *store.Tx) error {
		products, err := tx.SearchProducts(typed, 100)
		if err != nil {
			return err
		}
		found := false
		for _, p := range products {
			found = found || p.SKU == code
		}
		if !found {
			t.Errorf("%q does not find the product %s", typed, code)
		}
		users, _, err := tx.Users(store.UserFilter{Text: typed, Limit: 200})
		found = false
		for _, u := range users {
			found = found || u.Email == code+"@x.example"
		}
		if !found {
			t.Errorf("%q does not find the user %s", typed, code)
		}
		return err
	})
}

// saveAll writes every customer, product and user as it is.
func saveAll(tx *store.Tx) error {
	for i := range apart {
		code := fmt.Sprintf("K%02d", i+1)
		customers, err := tx.CustomersByCode(store.Everyone(), []string{code})
		if err != nil {
			return err
		}
		p, err := tx.ProductBySKU(code)
		if err != nil {
			return err
		}
		u, err := tx.User(int64(i + 1))
		if err != nil {
			return err
		}
		if err := tx.UpdateCustomer(customers[code]); err != nil {
			return err
		}
		if err := tx.UpdateProduct(p); err != nil {
			return err
		}
		if err := tx.SaveUser(u); err != nil {
			return err
		}
	}
	return nil
}

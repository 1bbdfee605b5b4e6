package imports

import (
	"reflect"
	"testing"

	"wholesight/jobs/kit"
)

func TestRememberedMappingsOfOldAndNew(t *testing.T) {
	words := map[string]map[string]string{"status": {"offen": "open"}}
	for _, c := range []struct {
		text string
		want remembered
	}{
		{`{"Kunde":"customer_code","Vertreter":""}`, remembered{Columns: map[string]string{"Kunde": "customer_code",
			"Vertreter": ""}}},
		// headers of these names
		{`{"columns":"sku","words":""}`, remembered{Columns: map[string]string{"columns": "sku", "words": ""}}},
		{kit.JSON(remembered{Words: words}), remembered{Words: words}},
		{`{}`, remembered{}},
	} {
		if got, err := readRemembered(c.text); err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v, %v", c.text, got, err)
		}
	}
}

func TestWhatIsSaidNowWinsOverWhatIsRemembered(t *testing.T) {
	o := Options{}
	SetWord(&o.Codes, "sku", "1", "01")
	r := remembered{Columns: map[string]string{"A": "sku"},
		Codes: map[string]map[string]string{"sku": {"1": "1", "2": "02"}}}
	if !o.recall(r) || o.Codes["sku"]["1"] != "01" || o.Codes["sku"]["2"] != "02" || o.Read.Mapping["A"] != "sku" {
		t.Errorf("%+v", o)
	}
	if o.recall(r) {
		t.Error("a second time it changed something")
	}
}

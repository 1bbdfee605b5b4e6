package forecasts_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wholesight/jobs/forecasts"
	"wholesight/jobs/rules/forecast"
	"wholesight/store"
)

// No field is forgotten between what is forecast and what is stored.
func TestAForecastIsStoredWhole(t *testing.T) {
	var f forecast.Forecast
	v := reflect.ValueOf(&f).Elem()
	for i := range v.NumField() {
		switch field := v.Field(i); field.Kind() {
		case reflect.Bool:
			field.SetBool(true)
		case reflect.String:
			field.SetString("method")
		case reflect.Uint8:
			field.SetUint(2)
		default:
			field.SetInt(int64(100 + i))
		}
	}
	row := forecasts.NewForecast(7, &f)
	if d := cmp.Diff(f, forecasts.Forecast(&row)); d != "" {
		t.Errorf("there and back (- before, + after):\n%s", d)
	}
	if stored := reflect.TypeOf(store.Forecast{}).NumField(); stored != v.NumField()+1 || row.CustomerID != 7 {
		t.Errorf("%d fields are stored of %d, of customer %d", stored, v.NumField(), row.CustomerID)
	}
}

func TestQuietWorkEndsAsItWould(t *testing.T) {
	boom := errors.New("boom")
	if err := forecasts.Quietly(func() error { return boom }); !errors.Is(err, boom) {
		t.Errorf("its error is %v", err)
	}
	defer func() {
		if p, _ := recover().(string); !strings.Contains(p, "broken") {
			t.Errorf("its panic is %v", p)
		}
	}()
	err := forecasts.Quietly(func() error { panic("broken") })
	t.Errorf("it went on with %v", err)
}

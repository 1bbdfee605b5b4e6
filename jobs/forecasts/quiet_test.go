package forecasts_test

import (
	"errors"
	"strings"
	"testing"

	"wholesight/jobs/forecasts"
)

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

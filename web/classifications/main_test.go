package classifications_test

import (
	"testing"

	"wholesight/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

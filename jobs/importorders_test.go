package jobs_test

import (
	"testing"

	"wholesight/jobs/intake"
	"wholesight/store"
	"wholesight/store/storetest"
)

const twoOrders = `order_number,order_date,customer_code,sku,quantity,unit_price,channel,status,delivered_quantity,cost
1001,2026-01-05,C1,A,2,1.50,web,open,1,0.75
1001,2026-01-05,C1,B,1,10,web,open,1,4
1002,2026-01-06,C2,A,-1,1.50,,closed,,
`

func TestOrdersImport(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		wants(t, importText(t, db, intake.Orders, twoOrders), "created=2 updated=0 unchanged=0 rejected=0")
		wants(t, importText(t, db, intake.Orders, twoOrders), "created=0 updated=0 unchanged=2 rejected=0")
		t.Log("\n" + everything(t, db))
		sound(t, db)
	})
}

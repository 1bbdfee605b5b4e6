package imports

import (
	"io"
	"strings"

	"github.com/labstack/echo/v4"

	"wholesight/jobs/files"
	"wholesight/store"
)

// importSamples are small files that import as they are: every column that must be
// there, and the ones most shops have.
var importSamples = map[files.Kind]string{
	files.Customers: `code,name,smart_type,account_manager,industry,email,city,country,tags,created_on,active
C-1001,Northgate Tools Ltd,Trade,Anna Berg,Hardware,orders@northgate.example,Leeds,GB,region:north,2024-03-11,yes
C-1002,Atelier Rousseau,Retail,Tom Hale,Furniture,achats@rousseau.example,Lyon,FR,region:south|size:small,2025-01-20,yes
`,
	files.Products: `sku,name,category,product_group,brand,tags,list_price,cost,pack_size,active,kind
SAW-210,Saw blade 210 mm,Tools > Saws > Blades,Blades,Kerf,material:wood,18.50,9.10,10,yes,goods
ANC-M8,Anchor bolt M8,Fixings > Anchors,Anchors,Holdfast,material:concrete,0.42,0.19,200,yes,goods
FREIGHT,Carriage,Services,Services,,,7.50,,1,yes,service
`,
	files.Orders: `order_number,order_date,customer_code,sku,quantity,unit_price,delivered_quantity,cost,channel,status
SO-20001,2026-10-02,C-1001,SAW-210,20,17.20,20,9.10,phone,closed
SO-20001,2026-10-02,C-1001,ANC-M8,400,0.38,400,0.19,phone,closed
SO-20002,2026-10-05,C-1002,SAW-210,10,18.50,6,9.10,shop,open
`,
	files.Targets: `customer_code,start_month,annual,discount_pct
C-1001,2027-01,24000,3
C-1002,2027-01,9600,
`,
	files.Contacts: `customer_code,at,kind,body,outcome,next_on,author
C-1001,2026-10-02 09:30,call,Asked for the winter price list,interested,2026-10-09,Anna Berg
C-1002,2026-10-05 14:00,visit,Showed the new blades,ordered,,Tom Hale
`,
}

// importSample: GET /imports/samples/:kind, office: a small file to begin from.
func (s *Pages) importSample(c echo.Context) error {
	text, ok := importSamples[files.Kind(c.Param("kind"))]
	if !ok {
		return store.ErrNotFound
	}
	return s.CSV(c, "sample-"+c.Param("kind")+".csv", func(w io.Writer) error {
		_, err := io.Copy(w, strings.NewReader(text))
		return err
	})
}

package files

// guessUCI maps the headers of both editions of the UCI order books (Online
// Retail of 2015, Online Retail II of 2019, and the joined file). The country
// is the customer's; the file has no customer names and no status: what was
// cancelled comes as a credit note of its own.
func guessUCI(header string) string {
	switch fold(header) {
	case "invoiceno", "invoice":
		return "order_number"
	case "stockcode":
		return "sku"
	case "description":
		return "product_name"
	case "quantity":
		return "quantity"
	case "invoicedate":
		return "order_date"
	case "unitprice", "price":
		return "unit_price"
	case "customerid", "customer":
		return "customer_code"
	case "country":
		return customerCountry
	}
	return ""
}

// upperUCI upper-cases a stock code in place: the books write 85123a and 85123A
// for one product. ASCII only; the codes have nothing else.
func upperUCI(sku []byte) {
	for i, c := range sku {
		if 'a' <= c && c <= 'z' {
			sku[i] = c - 'a' + 'A'
		}
	}
}

// serviceUCI tells postage, fees and adjustments (POST, D, M, BANK CHARGES …)
// from goods, whose codes are five digits with letters behind.
func serviceUCI(sku string) bool {
	if len(sku) < 5 {
		return true
	}
	for i := range len(sku) {
		c := sku[i]
		if i < 5 && (c < '0' || c > '9') || i >= 5 && (c < 'A' || c > 'Z') {
			return true
		}
	}
	return false
}

// customerUCI drops the ".0" that some copies of the second edition carry
// behind customer ids (their column was once read as a float).
func customerUCI(code []byte) []byte {
	if n := len(code) - 2; n > 0 && code[n] == '.' && code[n+1] == '0' {
		return code[:n]
	}
	return code
}

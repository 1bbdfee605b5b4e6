package cells

import (
	"strings"
)

// NoMoney marks number columns that are no amounts.
const NoMoney = "-"

// Percent marks number columns of percentages, and is the sign of their cells.
const Percent = "%"

// signCurrencies are the currencies a sign may stand for.
var signCurrencies = map[string]string{
	"kr": "SEK NOK DKK ISK", "fr": "CHF XAF XOF XPF BIF DJF GNF RWF", "rs": "INR PKR LKR NPR MUR SCR", "dollar": dollars,
	"pound": "GBP EGP FKP GIP SHP SSP SDG SYP LBP", "us$": "USD", "a$": "AUD", "c$": "CAD", "nz$": "NZD", "s$": "SGD",
	"hk$": "HKD", "r$": "BRL", "€": "EUR", "£": "GBP EGP FKP GIP SHP SSP SDG SYP LBP", "¥": "JPY CNY", "₹": "INR",
	"zł": "PLN", "₽": "RUB",
	"₩": "KRW KPW", "₺": "TRY", "₴": "UAH", "₪": "ILS", "฿": "THB", "₫": "VND", "₦": "NGN", "₱": "PHP",
	"$": dollars,
}

const dollars = "USD AUD CAD NZD SGD HKD TWD MXN ARS CLP COP BRL FJD JMD TTD XCD BBD BSD BZD BMD BND GYD KYD LRD NAD SBD SRD UYU"

// currencyWords are the words that stand beside amounts, bare and without their
// point: what CurrencyFits knows them by.
var currencyWords = map[string]string{
	"eur": "EUR", "euro": "EUR", "euros": "EUR", "usd": "USD", "gbp": "GBP", "chf": "CHF", "pln": "PLN", "sek": "SEK",
	"nok": "NOK",
	"dkk": "DKK", "czk": "CZK", "huf": "HUF", "ron": "RON", "inr": "INR", "jpy": "JPY", "cny": "CNY", "aud": "AUD",
	"cad":    "CAD",
	"dollar": "dollar", "dollars": "dollar", "pound": "pound", "pounds": "pound", "kr": "kr", "kronor": "SEK",
	"kroner": "kr",
	"fr":     "fr", "sfr": "CHF", "franken": "CHF", "rs": "rs", "kc": "CZK", "ft": "HUF", "lei": "RON", "zl": "PLN",
	"zloty": "PLN",
	"us$":   "us$", "a$": "a$", "c$": "c$", "nz$": "nz$", "s$": "s$", "hk$": "hk$", "r$": "r$", "yen": "JPY",
	"rupees": "rs",
}

// CurrencyFits tells whether the sign or code a cell carries agrees with the
// currency its row is in. An unknown currency ("" of the shop) fits every sign.
func CurrencyFits(sign, currency string) bool {
	switch {
	case sign == Percent || currency == Percent:
		return sign == currency
	case currency == NoMoney:
		return false
	}
	if currency == "" || sign == currency {
		return true
	}
	codes, known := signCurrencies[sign]
	if !known {
		return len(sign) != 3 // a sign nobody can place fits; another code does not
	}
	for code := range strings.FieldsSeq(codes) {
		if code == currency {
			return true
		}
	}
	return false
}

// Digits is how many decimals a currency has (ISO 4217): two but for these.
func Digits(currency string) int {
	switch currency {
	case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF":
		return 0
	case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND":
		return 3
	}
	return 2
}

// MinorDigits is how many decimals the amounts of a currency have: two for an
// unknown or empty one.
func MinorDigits(currency string) int { return Digits(strings.ToUpper(currency)) }

// CurrencyCode reads a cell as an ISO 4217 code; ok is false for other words.
func CurrencyCode(b []byte) (string, bool) {
	if len(b) != 3 {
		return "", false
	}
	for _, c := range b {
		if c|0x20 < 'a' || c|0x20 > 'z' {
			return "", false
		}
	}
	return strings.ToUpper(string(b)), true
}

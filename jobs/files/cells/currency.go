package cells

import (
	"strings"
)

// NoMoney marks number columns that are no amounts.
const NoMoney = "-"

// signCurrencies are the currencies a sign may stand for.
var signCurrencies = map[string]string{
	"€": "EUR", "£": "GBP EGP FKP GIP SHP SSP SDG SYP LBP", "¥": "JPY CNY", "₹": "INR", "zł": "PLN", "₽": "RUB",
	"₩": "KRW KPW", "₺": "TRY", "₴": "UAH", "₪": "ILS", "฿": "THB", "₫": "VND", "₦": "NGN", "₱": "PHP",
	"$": "USD AUD CAD NZD SGD HKD TWD MXN ARS CLP COP BRL FJD JMD TTD XCD BBD BSD BZD BMD BND GYD KYD LRD NAD SBD SRD UYU",
}

// CurrencyFits tells whether the sign or code a cell carries agrees with the
// currency its row is in. An unknown currency ("" of the shop) fits every sign.
func CurrencyFits(sign, currency string) bool {
	if currency == NoMoney {
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

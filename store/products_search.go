package store

import (
	"fmt"
	"strings"

	"wholesight/jobs/text"
)

// SearchProducts are the products whose sku, name or brand hold each word of a text,
// at most limit of them: those of which one begins with the text before others, active
// ones before others, then by sku. A text without a word finds none.
func (tx *Tx) SearchProducts(typed string, limit int) (_ []Product, err error) {
	defer wrap(&err, "search products")
	words, _ := text.FoldWords(typed)
	if len(words) == 0 || limit <= 0 {
		return nil, nil
	}
	// A name stands behind its sku on a line of its own: see searchKey.
	begins := likeEscape(strings.Join(words, " ")) + "%"
	args, where := []any{begins, "%\n" + begins}, ""
	for _, word := range words[:min(len(words), 8)] {
		args = append(args, "%"+likeEscape(word)+"%")
		where += fmt.Sprintf(` AND search_key LIKE $%d ESCAPE '\'`, len(args))
	}
	args = append(args, limit)
	return list(tx, `SELECT `+productColumns+` FROM products WHERE TRUE`+where+fmt.Sprintf(`
		ORDER BY CASE WHEN search_key LIKE $1 ESCAPE '\' OR search_key LIKE $2 ESCAPE '\' THEN 0 ELSE 1 END,
			CASE WHEN active THEN 0 ELSE 1 END, sku LIMIT $%d`, len(args)), args, scanProduct)
}

// ProductBySKU is a product; ErrNotFound when there is none.
func (tx *Tx) ProductBySKU(sku string) (_ *Product, err error) {
	defer wrap(&err, "product %q", sku)
	found, err := list(tx, `SELECT `+productColumns+` FROM products WHERE sku = $1`, []any{sku}, scanProduct)
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	return &found[0], nil
}

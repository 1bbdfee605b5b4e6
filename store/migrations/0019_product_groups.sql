-- Who may see a product, and what else a shop knows of it.
ALTER TABLE products ADD COLUMN visible_groups TEXT NOT NULL DEFAULT '';
ALTER TABLE products ADD COLUMN attributes TEXT NOT NULL DEFAULT '{}';

-- One word for one thing: the order book has versions, an import makes minimal customers
-- and products, and what a person keeps of a list is a saved list.
ALTER TABLE customers RENAME COLUMN stub TO minimal;
ALTER TABLE products RENAME COLUMN stub TO minimal;
ALTER TABLE import_stubs RENAME TO import_minimal;
ALTER TABLE imports RENAME COLUMN edition TO book_version;
ALTER TABLE forecast_models RENAME COLUMN edition TO book_version;
ALTER TABLE list_views RENAME TO saved_lists;
ALTER TABLE list_view_defaults RENAME TO saved_list_defaults;
ALTER TABLE saved_list_defaults RENAME COLUMN view_id TO saved_id;
DROP INDEX list_views_list_idx;
CREATE INDEX saved_lists_list_idx ON saved_lists (list, shared);
DROP INDEX list_view_defaults_view_idx;
CREATE INDEX saved_list_defaults_saved_idx ON saved_list_defaults (saved_id);

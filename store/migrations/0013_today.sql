-- The shop's own trend graph: step 1 for the whole shop, what all customers together
-- bought in a month.
CREATE TABLE shop_series (
    build_id BIGINT NOT NULL,
    month    INTEGER NOT NULL,
    revenue  BIGINT NOT NULL,
    orders   BIGINT NOT NULL,
    PRIMARY KEY (build_id, month)
){{.Clustered}};

-- The day that the next order was told for when the last one had just come, which the
-- list of orders that have not come goes by: next_order is told anew every night, and
-- lies ahead for ever. Until the next night there is none.
ALTER TABLE customer_forecasts ADD COLUMN due INTEGER;

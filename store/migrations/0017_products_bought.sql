-- How many different products a customer bought in the current window. A build of
-- before has none: it shows as not known until the next run.
ALTER TABLE customer_scores ADD COLUMN products BIGINT;

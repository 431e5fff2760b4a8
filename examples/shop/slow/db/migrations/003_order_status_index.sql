-- The status board reads the orders of one status, newest first.
-- Its index takes the place of the customer index: customer_id is a foreign key and indexed anyway.
CREATE INDEX orders_status_placed_idx ON orders (status, placed_at DESC);
DROP INDEX orders_customer_placed_idx;

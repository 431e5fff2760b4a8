CREATE INDEX orders_customer_placed_idx ON orders (customer_id, placed_at DESC);
CREATE INDEX orders_placed_idx ON orders (placed_at DESC, id DESC);
CREATE INDEX order_items_order_idx ON order_items (order_id);

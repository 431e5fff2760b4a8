SELECT DISTINCT item.product_id
FROM (SELECT id FROM orders ORDER BY placed_at DESC, id DESC LIMIT 3) AS latest
JOIN order_items AS item ON item.order_id = latest.id
ORDER BY item.product_id

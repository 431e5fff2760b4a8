-- The same rows on every machine: arithmetic instead of random().
BEGIN;

INSERT INTO customers (id, name, email, created_at)
SELECT
  i,
  (ARRAY['Ada', 'Grace', 'Edsger', 'Barbara', 'Donald', 'Radia', 'Tony', 'Frances'])[1 + i % 8]
    || ' ' || (ARRAY['Martin', 'Silva', 'Novak', 'Okafor', 'Tanaka', 'Larsen', 'Rossi'])[1 + i % 7],
  'customer' || i || '@shop.example',
  timestamptz '2023-01-01 00:00:00+00' + i * interval '2 hours'
FROM generate_series(1, 5000) AS i;

INSERT INTO products (id, name, description, price_cents, attributes)
SELECT
  i,
  adjective || ' ' || noun || ' ' || i,
  'A ' || lower(adjective) || ' ' || lower(noun) || ' for the ' || room || ', made of ' || material
    || ' in ' || colour || '; ships with care instructions, a spare part and a two year warranty.',
  199 + (i::bigint * 7919 % 20000)::integer,
  jsonb_build_object('colour', colour, 'material', material, 'room', room, 'weight', i % 40, 'size', i % 9)
FROM (
  SELECT
    i,
    (ARRAY['Sturdy', 'Light', 'Folding', 'Round', 'Quiet', 'Classic', 'Warm'])[1 + i % 7] AS adjective,
    (ARRAY['Lamp', 'Chair', 'Table', 'Shelf', 'Basket', 'Mirror', 'Clock', 'Kettle', 'Rug'])[1 + i % 9] AS noun,
    (ARRAY['kitchen', 'bedroom', 'office', 'hall', 'garden'])[1 + i % 5] AS room,
    (ARRAY['oak', 'steel', 'wool', 'glass', 'bamboo', 'linen'])[1 + i % 6] AS material,
    (ARRAY['red', 'sand', 'black', 'white', 'green', 'blue', 'grey', 'rust'])[1 + i % 8] AS colour
  FROM generate_series(1, 400) AS i
) AS parts;

INSERT INTO orders (id, customer_id, placed_at, status, total_cents, shipping_address)
SELECT
  i,
  1 + (i::bigint * 7919 % 5000)::integer,
  timestamptz '2024-06-01 00:00:00+00' + i * interval '31 minutes',
  (ARRAY['placed', 'paid', 'shipped', 'shipped', 'shipped', 'returned'])[1 + (i::bigint * 31 % 6)::integer],
  500 + (i::bigint * 104729 % 50000)::integer,
  i % 200 || ' ' || (ARRAY['Harbour', 'Station', 'Mill', 'Garden', 'Church'])[1 + i % 5] || ' Street, '
    || 10000 + i % 80000 || ' ' || (ARRAY['Lisbon', 'Oslo', 'Vienna', 'Porto', 'Ghent', 'Turin'])[1 + i % 6]
FROM generate_series(1, 20000) AS i;

INSERT INTO order_items (id, order_id, product_id, quantity, price_cents)
SELECT
  i,
  1 + (i - 1) / 3,
  1 + (i::bigint * 6007 % 400)::integer,
  1 + i % 4,
  199 + (i::bigint * 7919 % 20000)::integer
FROM generate_series(1, 60000) AS i;

COMMIT;

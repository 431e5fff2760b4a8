ALTER TABLE products ADD COLUMN attributes jsonb NOT NULL DEFAULT '{}';

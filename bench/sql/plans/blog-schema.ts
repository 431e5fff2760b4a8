// A blog: posts of authors, comments and tags.
import { type PlanSchema, scattered } from './plan-case.ts';

export const BLOG: PlanSchema = {
  name: 'blog',
  tables: `
    CREATE TABLE authors (id int PRIMARY KEY, handle varchar(40) NOT NULL);
    CREATE TABLE posts (id int PRIMARY KEY, author_id int NOT NULL, slug text NOT NULL, title text NOT NULL, body text NOT NULL,
      published_at timestamptz NOT NULL, is_published boolean NOT NULL, deleted_at timestamptz);
    CREATE TABLE comments (id int PRIMARY KEY, post_id int NOT NULL, author_id int NOT NULL, body text NOT NULL, created_at timestamptz NOT NULL);
    CREATE TABLE tags (id int PRIMARY KEY, name text NOT NULL UNIQUE);
    CREATE TABLE post_tags (post_id int NOT NULL, tag_id int NOT NULL, PRIMARY KEY (post_id, tag_id));
    CREATE UNIQUE INDEX authors_handle_key ON authors (lower(handle));
    CREATE UNIQUE INDEX posts_slug_key ON posts (slug);
    CREATE INDEX posts_author_idx ON posts (author_id, published_at);
    CREATE INDEX posts_draft_idx ON posts (published_at) WHERE NOT is_published;
    CREATE INDEX comments_post_idx ON comments (post_id, created_at);
    CREATE INDEX comments_author_idx ON comments (author_id);
    CREATE INDEX post_tags_tag_idx ON post_tags (tag_id);`,
  rows: (scale) => `
    INSERT INTO authors SELECT i, 'Author' || i FROM generate_series(1, ${4000 * scale}) AS i;
    INSERT INTO posts SELECT i, 1 + ${scattered(`${800 * scale}`, 'a')}, 'post-' || i, 'Title ' || i, repeat('p', 300),
      timestamptz '2024-01-01 00:00Z' + i * interval '${Math.round(3600 / scale)} seconds', i % 50 <> 0,
      CASE WHEN i % 20 = 3 THEN timestamptz '2025-06-01 00:00Z' END FROM generate_series(1, ${8000 * scale}) AS i;
    INSERT INTO comments SELECT i, 1 + ${scattered(`${8000 * scale}`, 'p')}, 1 + ${scattered(`${4000 * scale}`, 'w')},
      repeat('c', 80), timestamptz '2024-02-01 00:00Z' + i * interval '${Math.round(600 / scale)} seconds' FROM generate_series(1, ${40_000 * scale}) AS i;
    INSERT INTO tags SELECT i, 'tag' || i FROM generate_series(1, ${400 * scale}) AS i;
    INSERT INTO post_tags SELECT DISTINCT 1 + ${scattered(`${8000 * scale}`, 'p')}, 1 + ${scattered(`${400 * scale}`, 't')}
      FROM generate_series(1, ${24_000 * scale}) AS i;`,
  queries: {
    post: { sql: 'SELECT title, body FROM posts WHERE slug = $1', parameters: ['post-321'] },
    'post-comments': {
      sql: 'SELECT c.id, a.handle FROM comments AS c JOIN authors AS a ON a.id = c.author_id WHERE c.post_id = $1 ORDER BY c.created_at',
      parameters: [55],
    },
    'author-posts': {
      sql: 'SELECT id, title FROM posts WHERE author_id = $1 AND deleted_at IS NULL ORDER BY published_at DESC',
      parameters: [17],
    },
    drafts: { sql: 'SELECT id FROM posts WHERE NOT is_published ORDER BY published_at LIMIT 10' },
    'tagged-posts': {
      sql: 'SELECT p.id, p.title FROM post_tags AS pt JOIN posts AS p ON p.id = pt.post_id WHERE pt.tag_id = $1',
      parameters: [7],
    },
    'by-handle': { sql: 'SELECT id FROM authors WHERE lower(handle) = lower($1)', parameters: ['Author9'] },
    'without-comments': {
      sql: 'SELECT p.id FROM posts AS p WHERE NOT EXISTS (SELECT FROM comments AS c WHERE c.post_id = p.id) AND p.author_id = $1',
      parameters: [17],
    },
    'comment-counts': {
      sql: 'SELECT p.id, (SELECT count(*) FROM comments AS c WHERE c.post_id = p.id) AS comments FROM posts AS p WHERE p.author_id = $1',
      parameters: [17],
    },
    'busiest-posts': {
      sql: 'SELECT post_id, count(*) AS comments FROM comments GROUP BY post_id ORDER BY comments DESC LIMIT 10',
    },
    'recent-comments': { sql: 'SELECT id, body FROM comments ORDER BY id DESC LIMIT 30' },
    'of-a-minute': {
      sql: "SELECT id FROM comments WHERE created_at = '2024-02-01 10:00Z'",
    },
    'titles-in-order': { sql: 'SELECT id, title FROM posts ORDER BY title LIMIT 10' },
    'tag-names': { sql: 'SELECT name FROM tags WHERE id % 2 = 0' },
  },
};

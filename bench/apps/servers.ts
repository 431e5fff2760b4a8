// The three real servers the benches review: the shop (Postgres, a page), an API that computes, a site that streams.
import { join } from 'node:path';
import { makeShop } from '../../examples/shop/make-repository.ts';
import type { Edit } from '../kit/edit.ts';
import { type Fill, fromFolder } from '../kit/repository.ts';

export const SERVER_NAMES = ['shop', 'api', 'feed'] as const;
export type ServerName = (typeof SERVER_NAMES)[number];

interface Server {
  readonly fill: Fill;
  /** A change of one comment: nothing that runs is touched, though the review cannot know. */
  readonly harmless: Edit;
}

const folder = (name: string): Fill => fromFolder(join(import.meta.dirname, name));

export const SERVERS = {
  shop: {
    fill: makeShop,
    harmless: {
      path: 'lib/recommendations.js',
      from: '// Products like those bought last, by the words and attributes they share.',
      to: '// Products like those bought last, by the words and by the attributes they share.',
    },
  },
  api: {
    fill: folder('api'),
    harmless: {
      path: 'lib/report.js',
      from: '// Sales by city and by month, best first.',
      to: '// Sales by city and by month, the best first.',
    },
  },
  feed: {
    fill: folder('feed'),
    harmless: {
      path: 'lib/export.js',
      from: '// The rows of the export, a few lines of JSON at a time, as a cursor of a database brings them.',
      to: '// The rows of the export, a few lines of JSON at a time, as a database cursor brings them.',
    },
  },
} as const satisfies Readonly<Record<ServerName, Server>>;

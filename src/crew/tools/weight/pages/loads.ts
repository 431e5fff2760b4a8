// What a page loads: the address each tag names, and the file of the repository that it is, where one is.
import { type Asset, folderOf } from '../weight-side.ts';
import { readTags, type Tag } from './read-tags.ts';

export interface Load {
  readonly tag: Tag;
  readonly kind: 'script' | 'stylesheet' | 'image' | 'font' | 'other';
  readonly url: string;
  readonly asset: Asset | null;
}

export function loadsOf(path: string, text: string, assets: ReadonlyMap<string, Asset>): readonly Load[] {
  return readTags(text).flatMap((tag) => {
    const url = tag.attributes.get(tag.name === 'link' ? 'href' : 'src') ?? '';
    const kind = kindOf(tag);
    return kind === null || url === '' || url.startsWith('data:')
      ? []
      : [{ tag, kind, url, asset: find(path, url, assets) }];
  });
}

function kindOf({ name, attributes }: Tag): Load['kind'] | null {
  if (name === 'script') return 'script';
  if (name === 'img') return 'image';
  if (name !== 'link') return null;
  const relation = (attributes.get('rel') ?? '').toLowerCase();
  if (/\bstylesheet\b/.test(relation)) return /\balternate\b/.test(relation) ? null : 'stylesheet';
  if (relation === 'modulepreload') return 'other';
  return relation === 'preload' ? (attributes.get('as') === 'font' ? 'font' : 'other') : null;
}

/** Which folder is served is not known: `/a.js` is looked for beside the page, then in each folder above it. */
function find(page: string, url: string, assets: ReadonlyMap<string, Asset>): Asset | null {
  if (/^([a-z][a-z0-9+.-]*:)?\/\//i.test(url)) return null;
  const plain = url.replace(/[?#].*$/, '');
  const own = folderOf(page);
  if (!plain.startsWith('/')) return assets.get(normalize(`${own}/${plain}`)) ?? null;
  for (let folder = own; ; folder = folderOf(folder)) {
    const asset = assets.get(`${folder}${plain}`.replace(/^\//, ''));
    const inPublic = assets.get(`${folder}/public${plain}`.replace(/^\//, ''));
    if (asset !== undefined || inPublic !== undefined) return asset ?? inPublic ?? null;
    if (folder === '') return null;
  }
}

function normalize(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

// Cuts lists into pages with GitHub's defaults and Link header.
import type { Json } from '../json.ts';
import { ok, type Answer } from './answer.ts';
import type { Call } from './router.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly headers: Readonly<Record<string, string>>;
}

export function pageOf<Item>(call: Call, all: readonly Item[], defaultSize = 30): Page<Item> {
  const size = Math.min(100, positive(call.url.searchParams.get('per_page')) ?? defaultSize);
  const page = positive(call.url.searchParams.get('page')) ?? 1;
  const last = Math.max(1, Math.ceil(all.length / size));
  const links: string[] = [];
  const link = (rel: string, number: number): void => {
    const url = new URL(call.url);
    url.searchParams.set('page', String(number));
    links.push(`<${url.href}>; rel="${rel}"`);
  };
  if (page > 1) link('prev', Math.min(page - 1, last));
  if (page < last) {
    link('next', page + 1);
    link('last', last);
  }
  if (page > 1) link('first', 1);
  const headers: Record<string, string> = links.length === 0 ? {} : { link: links.join(', ') };
  return { items: all.slice((page - 1) * size, page * size), headers };
}

export function listAnswer<Item>(call: Call, all: readonly Item[], show: (item: Item) => Json): Answer {
  const page = pageOf(call, all);
  return ok(page.items.map(show), page.headers);
}

/** Lists that come wrapped with their total, as checks and actions do. */
export function countedAnswer<Item>(
  call: Call,
  all: readonly Item[],
  shape: { readonly key: string; readonly show: (item: Item) => Json },
): Answer {
  const page = pageOf(call, all);
  return ok({ total_count: all.length, [shape.key]: page.items.map(shape.show) }, page.headers);
}

function positive(text: string | null): number | null {
  const number = Number(text ?? '');
  return Number.isInteger(number) && number > 0 ? number : null;
}

// Lists of GitHub come in pages; a list of everything ever said ends somewhere all the same.

export const PAGE_SIZE = 100;

/** Asks page by page until one is not full, at most `pages` times. */
export async function everyPage<Item>(
  pages: number,
  ask: (page: number) => Promise<readonly Item[]>,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (let page = 1; page <= pages; page += 1) {
    const some = await ask(page);
    items.push(...some);
    if (some.length < PAGE_SIZE) break;
  }
  return items;
}

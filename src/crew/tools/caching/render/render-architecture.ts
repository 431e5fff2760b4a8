// The cache design for people, in Markdown: what to cache first, how, what must not be, and what nobody could see.
import type { CacheDesign, CacheEntry, HitRate, Reason } from '../cache-design.ts';
import type { Location } from '../../../../core/location.ts';

export function renderCacheArchitecture(design: CacheDesign): string {
  const first = design.entries.filter(({ decision }) => decision === 'cache');
  const later = design.entries.filter(({ decision }) => decision === 'consider');
  const never = design.routes.filter(({ decision }) => decision === 'never');
  return [
    `# Cache design of ${text(design.application)}`,
    '',
    first.length === 0
      ? 'No route can be cached as it is.'
      : `Cache ${first.map(({ route }) => code(route)).join(', ')}.`,
    '',
    ...section('What to cache', table(first)),
    ...first.flatMap((entry) => details(entry, design)),
    ...section('What to think about', table(later)),
    ...later.flatMap((entry) => details(entry, design)),
    ...section(
      'What must not be cached',
      never.flatMap(({ route, reasons }) => [`- ${code(route)}: ${reasons.map(reason).join('; ')}`]),
    ),
    ...section(
      'Caches that are there',
      design.existing.map(
        ({ what, location, problem }) =>
          `- ${code(what)} (${place(location)})${problem === null ? '' : `: ${text(problem)}`}`,
      ),
    ),
    ...section(
      'What could not be seen',
      design.blindSpots.map(
        (spot) => `- ${text(spot.text)}${spot.location === null ? '' : ` (${place(spot.location)})`}`,
      ),
    ),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`## ${title}`, '', ...lines, ''];
}

function table(entries: readonly CacheEntry[]): readonly string[] {
  if (entries.length === 0) return [];
  return [
    '| route | key | kept | hits | saves a request |',
    '|---|---|--:|--:|--:|',
    ...entries.map(
      ({ route, key, ttlMs, hitRate, savesMsPerRequest: saves }) =>
        `| ${code(route)} | ${code(key.template)} | ${ttlMs / 1000} s | ${percent(hitRate)} | ${saves === null ? 'not measured' : `${saves.low.toFixed(1)} to ${saves.high.toFixed(1)} ms`} |`,
    ),
  ];
}

function details(entry: CacheEntry, { routes, rules }: CacheDesign): readonly string[] {
  const reasons = routes.find(({ route }) => route === entry.route)?.reasons ?? [];
  const { stampede, negativeTtlMs, hitRate } = entry;
  const early = stampede.earlyExpiry;
  return [
    `### ${code(entry.route)}`,
    '',
    `- Why: ${reasons.map(reason).join('; ')}`,
    ...entry.layers.map(({ layer, setting, reason: why }) => `- ${layer}: ${code(setting)}. ${text(why)}`),
    `- Time: ${text(entry.ttlReason)}`,
    `- Many misses at once: ${text(stampede.reason)}${early === null ? '' : ` (XFetch, β = ${early.beta})`}`,
    ...(negativeTtlMs === null ? [] : [`- What does not exist: kept ${negativeTtlMs / 1000} s`]),
    ...rules
      .filter((rule) => rule.entry === entry.key.template)
      .map(
        ({ table: name, drop, writes, note }) =>
          `- When ${code(name)} is written, drop ${code(drop)}: ${writes.map(({ kind, location }) => `${kind} ${location === null ? 'seen in traffic' : place(location)}`).join(', ') || 'no write seen'}. ${text(note)}`,
      ),
    `- Hits ${hitRate.basis}: ${hitRate.assumptions.map(text).join('; ')}`,
    ...(hitRate.bySize.length === 0
      ? []
      : [
          '',
          '| entries | LRU | LFU |',
          '|--:|--:|--:|',
          ...hitRate.bySize.map(
            ({ entries, lru, lfu }) =>
              `| ${entries} | ${(lru * 100).toFixed(0)} % | ${(lfu * 100).toFixed(0)} % |`,
          ),
        ]),
    '',
  ];
}

function reason({ text: words, location }: Reason): string {
  return `${text(words)}${location === null ? '' : ` (${place(location)})`}`;
}

function place({ path, line }: Location): string {
  return code(`${path}:${line}`);
}

function percent({ low, high }: HitRate): string {
  const [from, to] = [low, high].map((share) => (share * 100).toFixed(0));
  return from === to ? `${to} %` : `${from} to ${to} %`;
}

/** Names come from the code under review: none of them may become markup. */
function code(value: string): string {
  return `\`${oneLine(value).replaceAll('`', "'").replaceAll('|', '\\|')}\``;
}

function text(value: string): string {
  return oneLine(value)
    .replaceAll(/[\\`*_[\]<>|~]/g, String.raw`\$&`)
    .replaceAll('@', '@\u200B');
}

function oneLine(value: string): string {
  return value.replaceAll(/\s+/g, ' ').trim();
}

// What of a page's tags makes its visitor wait. Which ones block: HTML Living Standard, 4.12.1 (script) and 4.2.6 (link type stylesheet).
import type { WeightFinding } from '../weight-report.ts';
import type { Load } from './loads.ts';

type Judgement = Pick<WeightFinding, 'kind' | 'severity' | 'message' | 'mend'>;

/** More than fits into the first packets of a connection several times over (RFC 6928: ten packets, about 14 KB). */
const LARGE_STYLESHEET_BYTES = 50_000;
const LARGE_IMAGE_BYTES = 300_000;

export function judgeLoads(
  path: string,
  head: readonly Load[],
  base: readonly Load[],
): readonly WeightFinding[] {
  const before = new Set(base.flatMap((load) => judge(load).map(({ kind }) => `${kind} ${load.url}`)));
  return head.flatMap((load) =>
    judge(load).map((judgement) => ({
      ...judgement,
      location: { path, line: load.tag.line, endLine: load.tag.endLine, side: 'head' as const },
      origin: before.has(`${judgement.kind} ${load.url}`) ? ('before' as const) : ('change' as const),
      sizeBytes: load.asset?.sizeBytes ?? null,
      gzipBytes: load.asset?.gzipBytes ?? null,
    })),
  );
}

function judge(load: Load): readonly Judgement[] {
  if (load.kind === 'script') return blockingScript(load);
  if (load.kind === 'stylesheet') return blockingStylesheet(load);
  if (load.kind === 'image') return [...unsizedImage(load), ...heavyImage(load)];
  if (load.kind !== 'font' || load.tag.attributes.has('crossorigin')) return [];
  return [
    {
      kind: 'font-fetched-twice',
      severity: 'medium',
      message: `${load.url} is preloaded without crossorigin: fonts are asked for with it, so it is fetched twice.`,
      mend: 'Add `crossorigin` to the preload.',
    },
  ];
}

function blockingScript({ url, tag, asset }: Load): readonly Judgement[] {
  const type = (tag.attributes.get('type') ?? '').toLowerCase();
  const isScript = /^(|module|(text|application)\/(java|ecma)script)$/.test(type);
  const isFree = type === 'module' || tag.attributes.has('defer') || tag.attributes.has('async');
  if (!isScript || isFree || !tag.isInHead) return [];
  return [
    {
      kind: 'blocking-script',
      severity: asset !== null && asset.sizeBytes < 2000 ? 'low' : 'high',
      message: `${url}${sizeWords(asset)} stands in the head without defer: nothing is painted until it is loaded and run.`,
      mend: 'Add `defer`, make it `type="module"`, or import it when it is first needed.',
    },
  ];
}

function blockingStylesheet({ url, tag, asset }: Load): readonly Judgement[] {
  const media = tag.attributes.get('media') ?? 'all';
  const isForeign = /^(https?:)?\/\//.test(url);
  const isLarge = (asset?.gzipBytes ?? asset?.sizeBytes ?? 0) >= LARGE_STYLESHEET_BYTES;
  const hidesText = /fonts\.googleapis\.com/.test(url) && !/[?&]display=(swap|optional|fallback)/.test(url);
  const found: Judgement[] = [];
  if (/^(print|not all)$/.test(media) || tag.attributes.has('disabled')) return found;
  if (isForeign || isLarge)
    found.push({
      kind: 'blocking-stylesheet',
      severity: 'medium',
      message: `Nothing is painted until ${url}${sizeWords(asset)} is loaded${isForeign ? ' from another host, which takes a connection of its own' : ''}.`,
      mend: isForeign
        ? 'Serve it from your own host.'
        : 'Keep what the first view needs, and load the rest later.',
    });
  if (hidesText)
    found.push({
      kind: 'font-hides-text',
      severity: 'medium',
      message: `The text stays invisible until the fonts of ${url.replace(/\?.*$/, '')} are loaded.`,
      mend: 'Add `display=swap` to the address.',
    });
  return found;
}

function unsizedImage({ url, tag }: Load): readonly Judgement[] {
  const { attributes } = tag;
  const isSized =
    (attributes.has('width') && attributes.has('height')) ||
    /aspect-ratio|height\s*:/.test(attributes.get('style') ?? '');
  if (isSized) return [];
  return [
    {
      kind: 'image-without-size',
      severity: 'low',
      message: `${url} has no width and height: what stands below it jumps when it is loaded.`,
      mend: 'Give `width` and `height` of the image; CSS may still scale it.',
    },
  ];
}

function heavyImage({ url, asset }: Load): readonly Judgement[] {
  if (asset === null || asset.sizeBytes < LARGE_IMAGE_BYTES) return [];
  return [
    {
      kind: 'heavy-image',
      severity: 'medium',
      message: `${url} is an image${sizeWords(asset)}.`,
      mend: 'Scale it to the size it is shown at, as AVIF or WebP, with `srcset` for larger screens.',
    },
  ];
}

function sizeWords(asset: Load['asset']): string {
  if (asset === null) return '';
  const packed = asset.gzipBytes === null ? '' : `, ${(asset.gzipBytes / 1000).toFixed(0)} KB packed`;
  return ` (${(asset.sizeBytes / 1000).toFixed(0)} KB${packed})`;
}

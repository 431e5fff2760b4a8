// Leads a place in generated code back to the source it was made from.
import { readFileSync, statSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Position } from './raw-profile.ts';

export interface SourcePlace {
  readonly url: string;
  /** From 0. */
  readonly line: number;
}

/** Null where the place was not made from any source. */
export type FindSource = (position: Position) => SourcePlace | null;

const LIMIT_BYTES = 64 * 1024 * 1024;

/** Node reads the mappings; the rest is only looked at for where the sources are. */
const mapSchema = z.looseObject({
  version: z.literal(3),
  sources: z.array(z.string().nullable()),
  mappings: z.string(),
  names: z.array(z.string()).default([]),
  file: z.string().default(''),
  sourceRoot: z.string().nullish(),
});

/** `mapUrl` is what the script's `sourceMappingURL` says. Null where there is no map that can be read. */
export function openSourceMap(script: { readonly url: string; readonly mapUrl: string }): FindSource | null {
  if (script.mapUrl === '') return null;
  try {
    const place = new URL(script.mapUrl, script.url);
    const payload = mapSchema.parse(JSON.parse(readMap(place)));
    const isInline = place.protocol === 'data:';
    const urls = payload.sources.map((source) =>
      sourceUrl(source ?? '', { root: payload.sourceRoot ?? '', base: isInline ? script.url : place.href }),
    );
    // Numbered, so that an entry says which of the sources it means.
    const map = new SourceMap({
      version: 3,
      file: payload.file,
      mappings: payload.mappings,
      names: payload.names,
      sourceRoot: '',
      sources: urls.map((_, index) => String(index)),
      sourcesContent: [],
    });
    return ({ line, column }) => {
      const entry = map.findEntry(line, column);
      if (!('originalSource' in entry) || entry.generatedLine !== line) return null;
      const url = urls[Number(entry.originalSource)];
      return url === undefined ? null : { url, line: entry.originalLine };
    };
  } catch {
    return null; // A map that is missing or broken leaves the generated code as the source.
  }
}

function readMap(place: URL): string {
  if (place.protocol === 'data:') {
    const comma = place.pathname.indexOf(',');
    const head = place.pathname.slice(0, comma);
    const body = place.pathname.slice(comma + 1);
    return head.endsWith(';base64') ? Buffer.from(body, 'base64').toString('utf8') : decodeURIComponent(body);
  }
  const path = fileURLToPath(place);
  if (statSync(path).size > LIMIT_BYTES) throw new Error('The source map is too large.');
  return readFileSync(path, 'utf8');
}

function sourceUrl(source: string, { root, base }: { readonly root: string; readonly base: string }): string {
  const prefix = root === '' || root.endsWith('/') ? root : `${root}/`;
  return new URL(`${prefix}${source}`, base).href;
}

// What the gauges kept beside their documents and the page shows: pictures, flame graphs and plans, handed in by who reads the run's folder.
import type { Measurement } from '../measure/measurement.ts';
import type { Report } from './report.ts';

export interface Attachment {
  /** Text as it is; pictures in Base64. */
  readonly encoding: 'text' | 'base64';
  readonly content: string;
}

/** By the artifact's path. */
export type Attachments = ReadonlyMap<string, Attachment>;

export const ATTACHMENT_LIMITS = {
  /** Of everything the page embeds: a page above this is slow to open and refused by mail. */
  totalBytes: 3_000_000,
  /** Of one plan: the viewer grows slow above, and no person reads it. */
  planBytes: 300_000,
  /** A report names no more of each kind. */
  artifacts: 60,
} as const;

/** Picture types a browser shows from a `data:` address; an SVG there can neither run nor load anything. */
const PICTURE_TYPES: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  svg: 'image/svg+xml',
  webp: 'image/webp',
};

export interface ShownArtifact {
  readonly gate: Measurement['gate'];
  readonly target: string;
  readonly name: string;
  readonly path: string;
  readonly show: keyof typeof ORDER;
  readonly side: 'base' | 'head' | null;
}

/** What weighs least and tells most comes first, as long as there is room. */
const ORDER = { 'flame-graph': 0, plan: 1, screenshot: 2 } as const;

/** The artifacts the page would show, kind by kind, each in the order of the measurements. */
export function shownArtifacts({ measurements }: Pick<Report, 'measurements'>): readonly ShownArtifact[] {
  const shown = measurements.flatMap(({ gate, target, artifacts }) =>
    artifacts.flatMap(({ name, path, show, side = null }): ShownArtifact[] =>
      show === undefined || (show === 'screenshot' && pictureType(path) === null)
        ? []
        : [{ gate, target, name, path, show, side }],
    ),
  );
  return [...Map.groupBy(shown, ({ show }) => show).values()]
    .flatMap((kind) => kind.slice(0, ATTACHMENT_LIMITS.artifacts))
    .toSorted((one, other) => ORDER[one.show] - ORDER[other.show]);
}

/** Null for what is no picture. */
export function pictureType(path: string): string | null {
  const ending = /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(PICTURE_TYPES, ending) ? (PICTURE_TYPES[ending] ?? null) : null;
}

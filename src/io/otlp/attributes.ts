// Attributes as OTLP carries them, and those that say of which repository, change and commits a review is.
//
// Names: OpenTelemetry semantic conventions, VCS and service attributes (opentelemetry.io/docs/specs/semconv/registry/attributes/vcs);
// what they do not know stands below `perfcrew.`, as "Naming" of the same conventions asks.
import type { Reviewed } from './reviewed.ts';

export interface OtlpAttribute {
  readonly key: string;
  readonly value: { readonly stringValue: string } | { readonly doubleValue: number };
}

export type AttributeValues = Readonly<Record<string, string | number | null>>;

/** Null is no value in OTLP's sense and is left out. */
export function attributesOf(values: AttributeValues): readonly OtlpAttribute[] {
  return Object.entries(values).flatMap(([key, value]) => {
    if (value === null) return [];
    return [{ key, value: typeof value === 'number' ? { doubleValue: value } : { stringValue: value } }];
  });
}

/** Stands on every point and on the root span: many backends drop what is only said of the resource. */
export function changeAttributes({ pullRequest }: Reviewed): AttributeValues {
  const slash = pullRequest.repository?.lastIndexOf('/') ?? -1;
  return {
    'vcs.owner.name': slash < 0 ? null : (pullRequest.repository?.slice(0, slash) ?? null),
    'vcs.repository.name': pullRequest.repository?.slice(slash + 1) ?? null,
    'vcs.change.id': pullRequest.number === null ? null : String(pullRequest.number),
    'vcs.ref.head.revision': pullRequest.head.sha,
    'vcs.ref.base.revision': pullRequest.base.sha,
  };
}

// Decides which pictures, flame graphs and plans the page carries: as many as fit, both sides of a picture or neither.
import { ATTACHMENT_LIMITS, pictureType, shownArtifacts } from '../attachments.ts';
import type { Attachment, Attachments, ShownArtifact } from '../attachments.ts';
import type { Report } from '../report.ts';

export interface EmbeddedArtifact extends ShownArtifact {
  /** Text of a flame graph or a plan; empty for pictures. */
  readonly content: string;
  /** `data:` address of a picture; null for text. */
  readonly url: string | null;
}

export interface Embedded {
  readonly artifacts: readonly EmbeddedArtifact[];
  /** How many were there and did not fit. */
  readonly leftOut: number;
}

export function embedArtifacts(report: Report, attachments: Attachments): Embedded {
  const found = shownArtifacts(report).flatMap((artifact) => {
    const attachment = attachments.get(artifact.path);
    const embedded = attachment === undefined ? null : embed(artifact, attachment);
    return embedded === null ? [] : [embedded];
  });
  const groups = Map.groupBy(found, ({ gate, target, show }) => JSON.stringify([gate, target, show]));
  const kept: EmbeddedArtifact[] = [];
  let room: number = ATTACHMENT_LIMITS.totalBytes;
  for (const group of groups.values()) {
    const size = group.reduce((sum, { content, url }) => sum + content.length + (url?.length ?? 0), 0);
    if (size > room || group.some(isTooLarge)) continue;
    room -= size;
    kept.push(...group);
  }
  return { artifacts: kept, leftOut: found.length - kept.length };
}

function isTooLarge({ show, content }: EmbeddedArtifact): boolean {
  return show === 'plan' && content.length > ATTACHMENT_LIMITS.planBytes;
}

/** Null where the content is not what the artifact says it is. */
function embed(artifact: ShownArtifact, { encoding, content }: Attachment): EmbeddedArtifact | null {
  if (artifact.show !== 'screenshot') {
    return encoding === 'text' ? { ...artifact, content, url: null } : null;
  }
  const type = pictureType(artifact.path);
  if (type === null || encoding !== 'base64' || !/^[A-Za-z0-9+/]+={0,2}$/.test(content)) return null;
  return { ...artifact, content: '', url: `data:${type};base64,${content}` };
}

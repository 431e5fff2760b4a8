// Which form of an answer the Accept header asks for.
import type { Call } from '../http/router.ts';

export function wantsDiff(call: Call): boolean {
  return /application\/vnd\.github(\.v3)?\.diff/.test(call.headers.accept ?? '');
}

export function wantsRaw(call: Call): boolean {
  return /application\/vnd\.github(\.v3)?\.raw/.test(call.headers.accept ?? '');
}

export function wantsSha(call: Call): boolean {
  return /application\/vnd\.github(\.v3)?\.sha/.test(call.headers.accept ?? '');
}

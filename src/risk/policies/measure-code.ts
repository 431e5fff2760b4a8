// The published policy for teams that want speed measured: every change of code is at least of level standard.
import type { Policy } from '../policy.ts';
import { published } from './published.ts';

export const measureCode = { ...published, base: 20 } as const satisfies Policy;

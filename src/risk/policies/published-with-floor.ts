// The published policy with its inverted floor put right: ordinary code starts above documentation and tests.
import type { Policy } from '../policy.ts';
import { published } from './published.ts';

export const publishedWithFloor = { ...published, base: 15 } as const satisfies Policy;

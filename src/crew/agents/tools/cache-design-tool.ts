// The cache design that the tools make from the code alone, for an agent.
import { z } from 'zod';
import type { AgentTool } from '../../../runtime/agent/agent-tool.ts';
import { renderCacheArchitecture } from '../../tools/caching/render/render-architecture.ts';
import type { Study } from '../../work/study.ts';
import { listing } from './listing.ts';

const MOST_LINES = 200;
const inputSchema = z.strictObject({});

export function cacheDesignTool(study: Study): AgentTool<z.infer<typeof inputSchema>> {
  return {
    name: 'cache-design',
    description:
      'Which routes may be cached and which never, with keys, times to live, what empties them, hit rates and the reasons.',
    inputSchema,
    readOnly: true,
    async run() {
      return listing(renderCacheArchitecture(await study.cacheDesign()).split('\n'), MOST_LINES);
    },
  };
}

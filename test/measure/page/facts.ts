// Facts of a quiet little page; a test names what differs.
import type { PageFacts } from '../../../src/ports/page-driver.ts';

export function facts(different: Partial<PageFacts> = {}): PageFacts {
  return {
    performanceScore: 90,
    lcpMs: 1500,
    fcpMs: 1000,
    tbtMs: 100,
    siMs: 1200,
    cls: 0,
    requests: [
      { path: '/', type: 'Document', statusCode: 200, transferBytes: 1_000 },
      { path: '/app.js', type: 'Script', statusCode: 200, transferBytes: 12_000 },
    ],
    scripts: [{ path: '/app.js', mainThreadMs: 80 }],
    largestElement: { selector: 'body > h1#hero', snippet: '<h1 id="hero" class="title big">' },
    consoleErrors: [],
    ...different,
  };
}

export function script(path: string, transferBytes: number): PageFacts['requests'][number] {
  return { path, type: 'Script', statusCode: 200, transferBytes };
}

// A visit of a quiet little page and its Lighthouse run; a test names what differs.
import type { LighthouseFacts, PageRequest, PageSample } from '../../../src/ports/page-driver.ts';

export function sample(different: Partial<PageSample> = {}): PageSample {
  return {
    lcpMs: 150,
    fcpMs: 120,
    tbtMs: 10,
    longestTaskMs: 60,
    cls: 0,
    scriptMs: 20,
    mainThreadMs: 50,
    requests: [
      { path: '/', type: 'Document', statusCode: 200, transferBytes: 1_000 },
      { path: '/app.js', type: 'Script', statusCode: 200, transferBytes: 12_000 },
    ],
    largestElement: { selector: 'body > h1#hero', snippet: '<h1 id="hero" class="title big">' },
    leadsTo: null,
    settled: true,
    ...different,
  };
}

export function facts(different: Partial<LighthouseFacts> = {}): LighthouseFacts {
  return {
    performanceScore: 90,
    lcpMs: 1500,
    tbtMs: 100,
    siMs: 1200,
    audits: { 'largest-contentful-paint': 1500, 'total-blocking-time': 100 },
    scripts: [{ path: '/app.js', mainThreadMs: 80 }],
    unused: [],
    images: [],
    consoleErrors: [],
    files: ['json', 'html', 'jpg'],
    ...different,
  };
}

export function script(path: string, transferBytes: number): PageRequest {
  return { path, type: 'Script', statusCode: 200, transferBytes };
}

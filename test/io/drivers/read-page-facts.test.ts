// What is kept of a Lighthouse result, and that odd results lose nothing but themselves.
import { expect, it } from 'vitest';
import { readPageFacts } from '../../../src/io/drivers/read-page-facts.ts';

const RESULT = {
  finalDisplayedUrl: 'http://127.0.0.1:4000/shop?x=1',
  categories: { performance: { score: 0.91 } },
  audits: {
    'largest-contentful-paint': { numericValue: 1612.7 },
    'total-blocking-time': { numericValue: 0 },
    'unused-javascript': {
      details: { items: [{ url: 'http://127.0.0.1:4000/app.js', wastedBytes: 30_000 }] },
    },
    'unused-css-rules': { details: { items: [{ url: 'inline: a {}', wastedBytes: 5 }] } },
    'image-delivery-insight': {
      details: { items: [{ url: 'https://cdn.example/big.png', wastedBytes: 9_000 }] },
    },
    'bootup-time': {
      details: {
        items: [
          { url: 'http://127.0.0.1:4000/app.js', total: 120, scripting: 100, scriptParseCompile: 1 },
          { url: 'Unattributable', total: 50, scripting: 0 },
        ],
      },
    },
    'errors-in-console': {
      details: {
        items: [
          { source: 'exception', description: 'Error at http://127.0.0.1:4000/app.js:1' },
          { source: 'network', description: 'Failed to load resource' },
        ],
      },
    },
    'document-latency-insight': { details: { items: { value: true } } },
  },
};

it('reads numbers, scripts, wasted bytes and console errors, free of the port', () => {
  expect(readPageFacts(RESULT)).toMatchInlineSnapshot(`
    {
      "audits": {
        "largest-contentful-paint": 1612.7,
        "total-blocking-time": 0,
      },
      "consoleErrors": [
        "Error at /app.js:1",
      ],
      "images": [
        {
          "path": "https://cdn.example/big.png",
          "wastedBytes": 9000,
        },
      ],
      "lcpMs": 1612.7,
      "performanceScore": 91,
      "scripts": [
        {
          "mainThreadMs": 120,
          "path": "/app.js",
        },
      ],
      "siMs": null,
      "tbtMs": 0,
      "unused": [
        {
          "path": "/app.js",
          "wastedBytes": 30000,
        },
      ],
    }
  `);
});

it('reads a result whose audits gave nothing', () => {
  expect(readPageFacts({ categories: { performance: { score: null } }, audits: {} })).toMatchObject({
    performanceScore: null,
    lcpMs: null,
    unused: [],
    images: [],
  });
});

it('refuses what is no Lighthouse result', () => {
  expect(() => readPageFacts({ audits: {} })).toThrow('categories');
});

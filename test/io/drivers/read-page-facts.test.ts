// What is kept of a Lighthouse result, and that odd results lose nothing but themselves.
import { expect, it } from 'vitest';
import { readPageFacts } from '../../../src/io/drivers/read-page-facts.ts';

const RESULT = {
  finalDisplayedUrl: 'http://127.0.0.1:4000/shop?x=1',
  categories: { performance: { score: 0.91 } },
  audits: {
    'largest-contentful-paint': { numericValue: 1612.7 },
    'total-blocking-time': { numericValue: 0 },
    'network-requests': {
      details: {
        items: [
          {
            url: 'http://127.0.0.1:4000/shop?x=1',
            resourceType: 'Document',
            statusCode: 200,
            transferSize: 900,
          },
          {
            url: 'https://cdn.example/lib.js?v=2',
            resourceType: 'Script',
            statusCode: 200,
            transferSize: 5_000,
          },
          { url: 'data:image/png;base64,AAAA', resourceType: 'Image', statusCode: 200, transferSize: 0 },
          { url: 'http://127.0.0.1:4000/pending' },
        ],
      },
    },
    'bootup-time': {
      details: {
        items: [
          { url: 'http://127.0.0.1:4000/app.js', total: 120, scripting: 100, scriptParseCompile: 1 },
          { url: 'Unattributable', total: 50, scripting: 0 },
        ],
      },
    },
    'lcp-breakdown-insight': {
      details: {
        items: [
          { type: 'table', headings: [], items: [] },
          { type: 'node', selector: 'main > img', snippet: '<img src="/a.png">' },
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

it('reads numbers, requests, scripts, the largest element and console errors, free of the port', () => {
  expect(readPageFacts(RESULT)).toMatchInlineSnapshot(`
    {
      "cls": null,
      "consoleErrors": [
        "Error at /app.js:1",
      ],
      "fcpMs": null,
      "largestElement": {
        "selector": "main > img",
        "snippet": "<img src="/a.png">",
      },
      "lcpMs": 1612.7,
      "performanceScore": 91,
      "requests": [
        {
          "path": "/shop",
          "statusCode": 200,
          "transferBytes": 900,
          "type": "Document",
        },
        {
          "path": "https://cdn.example/lib.js",
          "statusCode": 200,
          "transferBytes": 5000,
          "type": "Script",
        },
        {
          "path": "/pending",
          "statusCode": 0,
          "transferBytes": 0,
          "type": "Other",
        },
      ],
      "scripts": [
        {
          "mainThreadMs": 120,
          "path": "/app.js",
        },
      ],
      "siMs": null,
      "tbtMs": 0,
    }
  `);
});

it('reads a result whose audits gave nothing', () => {
  expect(readPageFacts({ categories: { performance: { score: null } }, audits: {} })).toMatchObject({
    performanceScore: null,
    lcpMs: null,
    requests: [],
    largestElement: null,
  });
});

it('refuses what is no Lighthouse result', () => {
  expect(() => readPageFacts({ audits: {} })).toThrow('categories');
});

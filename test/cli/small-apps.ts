// Tiny apps for whole reviews: a server of a few lines, a page, a table.

/** A server that answers /health by itself and leaves every other request to `answer`, the body of a handler. */
export function server(answer: string): string {
  return `const http = require('node:http');
http.createServer((request, response) => {
  if (request.url === '/health') return response.end('ok');
  ${answer}
}).listen(process.env.PORT, '127.0.0.1');
`;
}

/** Handler of a page. */
export const PAGE = `response.setHeader('content-type', 'text/html');
  response.end('<!doctype html><html lang="en"><title>Shop</title><h1>Everything must go</h1>');`;

export const APP = readyWithin(60);
/** An app that never becomes ready is waited for as long; one that does needs a second or two on a busy machine. */
export function readyWithin(seconds: number): string {
  return `app: { start: node server.js, ready: /health, ready_timeout_seconds: ${seconds} }\n`;
}

export const ONE_ROUTE = 'targets: { routes: [{ path: / }] }\n';
export const ONE_PAGE = 'targets: { pages: [{ path: / }] }\n';
export const ONE_QUERY = 'targets: { queries: [{ name: items, file: items.sql }] }\n';
/** As little as measures something, whatever the risk of the change. */
export const QUICKLY = ['--level', 'comprehensive', '--minutes', '0.1'] as const;

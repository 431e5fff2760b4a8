// What the routes and jobs work on, the same in every process.
const range = (length) => Array.from({ length }, (_, at) => at);

export const DURATIONS = range(600).map((at) =>
  at % 60 === 7 ? `2h 2019031415926${at % 10}+30m` : `${at % 24}h ${at % 60}m ${at % 7}s`,
);

export const FILES = range(60).map((at) => `src/part${at % 9}/file${at}.${at % 3 === 0 ? 'css' : 'ts'}`);

export const GLOBS = ['src/**/*.{ts,tsx}', '!src/**/*.test.ts', 'lib/**/[a-f]*.js', 'docs/**'];

export const LINK_HEADER = range(150)
  .map((at) => `<https://shop.example/items/${at}>; rel="item"; title="Item ${at}"; type="text/html"`)
  .join(', ');

export const PATHS = range(40).map((at) => `/catalogue/part${at}/page-${at * 3}?sort=price&page=${at}`);

export const ROBOTS = ['User-agent: *', 'Crawl-delay: 2']
  .concat(range(80).map((at) => `${at % 4 === 0 ? 'Allow' : 'Disallow'}: /catalogue/*/page-${at}`))
  .join('\n');

export const SETTINGS = range(10).map((at) => `setting${at}`);

export const TENANTS = range(250).map((at) => ({ name: `tenant ${at}`, seats: at % 40 }));

export const VERSIONS = range(20).map((at) => `${at % 4}.${at % 7}.${at}`);

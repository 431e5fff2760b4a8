// Packages with a lighter equal, as data: looked through in November 2026. Only what is beyond dispute stands here, each with its reason.

export interface KnownPackage {
  readonly reason: string;
  readonly instead: string;
  /** The weight comes from importing all of it: a part alone is fine. */
  readonly isFineInParts: boolean;
}

const known = (reason: string, instead: string, isFineInParts = false): KnownPackage => ({
  reason,
  instead,
  isFineInParts,
});

export const KNOWN_PACKAGES: ReadonlyMap<string, KnownPackage> = new Map([
  [
    'moment',
    known(
      'its authors call it finished and too large for pages',
      'dayjs, date-fns, Intl.DateTimeFormat, or Temporal where it runs',
    ),
  ],
  [
    'moment-timezone',
    known('it carries moment and a table of all time zones', 'Intl.DateTimeFormat with timeZone'),
  ],
  [
    'lodash',
    known(
      'an import of the whole cannot be cut by bundlers',
      'the built-in, or one function as `lodash/debounce`',
      true,
    ),
  ],
  ['underscore', known('nearly all of it is built into the language', 'the methods of Array and Object')],
  [
    'aws-sdk',
    known(
      'version 2 holds every service in one package and has had no support since September 2025',
      'the client you use, as `@aws-sdk/client-s3`',
      true,
    ),
  ],
  ['request', known('deprecated since February 2020, with dozens of packages behind it', 'fetch')],
  ['node-fetch', known('fetch is built in since Node 18', 'fetch')],
  ['bluebird', known('promises are built in, its authors say to use those', 'Promise')],
  ['jquery', known('browsers have its methods', 'querySelector, classList and fetch')],
  ['rxjs-compat', known('it loads all of RxJS for an old spelling', 'the imports of RxJS 6 and later')],
  [
    'core-js',
    known(
      'imported whole it fills in what browsers have long had',
      'polyfills chosen by your browserslist',
      true,
    ),
  ],
  [
    'faker',
    known('every language and word list is loaded', '`@faker-js/faker/locale/en`, for development only'),
  ],
]);

/** Modules that cost tens of milliseconds or more to load: worth it where they are used, not at each start. */
export const SLOW_TO_LOAD =
  /^(pdfkit|pdfmake|pdf-lib|jspdf|exceljs|xlsx|puppeteer|puppeteer-core|playwright|sharp|canvas|three|monaco-editor|mapbox-gl|maplibre-gl|chart\.js|echarts|highcharts|d3|highlight\.js|mermaid|typescript|@babel\/core|aws-sdk|googleapis|firebase-admin|@tensorflow\/.+|lighthouse|prettier|html2canvas|tesseract\.js|ffmpeg\.wasm|natural|faker|@faker-js\/faker)$/;

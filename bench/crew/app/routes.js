// What each route answers.
import { createRequire } from 'node:module';
import picomatch from 'picomatch';
import { DURATIONS, FILES, GLOBS, LINK_HEADER, PATHS, ROBOTS, SETTINGS, TENANTS, VERSIONS } from './data.js';
import { latestOrders, linesOfOrders, readSetting } from './store.js';

const require = createRequire(import.meta.url);
const Emitter = require('./lib/tiny-emitter');
const parseConnection = require('./lib/pg-connection-string');
const parseLinks = require('./lib/http-link-header');
const parseRobots = require('./lib/robots-parser');
const mime = require('./lib/mime-types');
const satisfies = require('./lib/semver/functions/satisfies');
const timestring = require('./lib/timestring');

const robots = parseRobots('https://shop.example/robots.txt', ROBOTS);
const isSource = picomatch(GLOBS);
const bus = new Emitter();
let asked = 0;

export function charsetsOfTypes() {
  return ['text/html', 'application/json', 'image/svg+xml'].map((type) => mime.charset(type));
}

export async function dashboard() {
  const settings = await Promise.all(SETTINGS.map((name) => readSetting(name)));
  return settings.length;
}

export function durations() {
  let seconds = 0;
  for (const text of DURATIONS) seconds += timestring(text);
  return Math.round(seconds);
}

export function linksOfPage() {
  return parseLinks.parse(LINK_HEADER).refs.length;
}

export function matchFiles() {
  return FILES.filter((file) => isSource(file)).length;
}

export async function ordersWithLines() {
  const orders = await latestOrders(20);
  const lines = await linesOfOrders(orders.map(({ id }) => id));
  const byOrder = Map.groupBy(lines, ({ orderId }) => orderId);
  return orders.map((order) => ({ ...order, lines: byOrder.get(order.id) ?? [] }));
}

export function publishEvents() {
  let heard = 0;
  bus.once('published', (count) => {
    heard += count;
  });
  bus.emit('published', 1);
  return heard;
}

export function robotsAnswers() {
  return PATHS.filter((path) => robots.isAllowed(`https://shop.example${path}`, 'crawler')).length;
}

export function supportedVersions() {
  asked += 1;
  return VERSIONS.filter((version) => satisfies(version, `>=1.${asked % 5000}.0 <4`)).length;
}

export function tenants() {
  const { host, port } = parseConnection.parse('postgres://reader:secret@db.example:5433/shop?ssl=true');
  return TENANTS.map((tenant) => ({ ...tenant, host, port }));
}

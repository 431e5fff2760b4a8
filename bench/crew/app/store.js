// An in-memory database that answers as late as one across a network.
import { setTimeout as wait } from 'node:timers/promises';

const ROUND_TRIP_MS = 2;

const orders = Array.from({ length: 200 }, (_, id) => ({ id, customer: id % 17, total: (id * 37) % 500 }));
const lines = orders.flatMap(({ id }) =>
  Array.from({ length: 1 + (id % 4) }, (_, at) => ({ orderId: id, product: `p${(id * 7 + at) % 90}`, at })),
);
const settings = new Map(Array.from({ length: 12 }, (_, at) => [`setting${at}`, { on: at % 2 === 0 }]));

export async function latestOrders(count) {
  await wait(ROUND_TRIP_MS);
  return orders.slice(-count);
}

export async function linesOfOrders(ids) {
  await wait(ROUND_TRIP_MS);
  const wanted = new Set(ids);
  return lines.filter(({ orderId }) => wanted.has(orderId));
}

export async function readSetting(name) {
  await wait(ROUND_TRIP_MS);
  return settings.get(name) ?? null;
}

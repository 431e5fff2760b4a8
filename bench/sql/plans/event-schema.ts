// A series of events in partitions by month, and the devices they come from.
import { type PlanSchema, scattered } from './plan-case.ts';

const MONTHS = [
  '2025-01-01',
  '2025-02-01',
  '2025-03-01',
  '2025-04-01',
  '2025-05-01',
  '2025-06-01',
  '2025-07-01',
];

export const EVENTS: PlanSchema = {
  name: 'events',
  tables: `
    CREATE TABLE devices (id int PRIMARY KEY, serial text NOT NULL UNIQUE, site_id int NOT NULL);
    CREATE TABLE sites (id int PRIMARY KEY, name text NOT NULL);
    CREATE TABLE events (id bigint NOT NULL, device_id int NOT NULL, kind text NOT NULL, at timestamp NOT NULL,
      value double precision NOT NULL, payload text NOT NULL) PARTITION BY RANGE (at);
    ${MONTHS.slice(0, -1)
      .map(
        (from, month) =>
          `CREATE TABLE events_${month + 1} PARTITION OF events FOR VALUES FROM ('${from}') TO ('${MONTHS[month + 1]}');`,
      )
      .join('\n')}
    CREATE INDEX devices_site_idx ON devices (site_id);
    CREATE INDEX events_device_idx ON events (device_id, at);
    CREATE INDEX events_at_idx ON events (at);
    CREATE INDEX events_alarm_idx ON events (at) WHERE kind = 'alarm';`,
  rows: (scale) => `
    INSERT INTO sites SELECT i, 'site' || i FROM generate_series(1, ${100 * scale}) AS i;
    INSERT INTO devices SELECT i, 'SN' || i, 1 + ${scattered(`${100 * scale}`, 's')} FROM generate_series(1, ${3000 * scale}) AS i;
    INSERT INTO events SELECT i, 1 + ${scattered(`${3000 * scale}`, 'd')},
      CASE WHEN i % 400 = 0 THEN 'alarm' WHEN i % 10 = 0 THEN 'state' ELSE 'reading' END,
      timestamp '2025-01-01' + i * interval '${Math.round(260_000 / scale)} milliseconds',
      ${scattered('1000', 'v')}, repeat('e', 60) FROM generate_series(1, ${60_000 * scale}) AS i;`,
  queries: {
    'last-of-device': {
      sql: "SELECT at, value FROM events WHERE device_id = $1 AND at >= '2025-06-01' ORDER BY at DESC LIMIT 5",
      parameters: [42],
    },
    'of-an-hour': {
      sql: "SELECT count(*), avg(value) FROM events WHERE at >= '2025-03-03 10:00' AND at < '2025-03-03 12:00'",
    },
    alarms: {
      sql: "SELECT id, at FROM events WHERE kind = 'alarm' AND at >= '2025-06-10' ORDER BY at LIMIT 20",
    },
    'of-a-site': {
      sql: "SELECT e.at, e.value FROM devices AS d JOIN events AS e ON e.device_id = d.id AND e.at >= '2025-06-20' WHERE d.site_id = $1",
      parameters: [3],
    },
    'by-serial': { sql: 'SELECT id FROM devices WHERE serial = $1', parameters: ['SN42'] },
    newest: { sql: 'SELECT id, at FROM events ORDER BY at DESC LIMIT 10' },
    'month-total': {
      sql: "SELECT kind, count(*) FROM events WHERE at >= '2025-02-01' AND at < '2025-03-01' GROUP BY kind",
    },
    'device-history': { sql: 'SELECT at, value FROM events WHERE device_id = $1', parameters: [42] },
    'peak-of-month': {
      sql: "SELECT id FROM events WHERE value = 999 AND payload = 'none' AND at >= '2025-05-01' AND at < '2025-06-01'",
    },
    'sites-of-devices': {
      sql: 'SELECT s.name, count(*) FROM sites AS s JOIN devices AS d ON d.site_id = s.id GROUP BY s.name',
    },
  },
};

import { describe, expect, test } from 'vitest';
import { renderTerminal } from '../../../src/report/terminal/render-terminal.ts';
import { wrapText } from '../../../src/report/terminal/wrap-text.ts';
import { manyTargetsReport, neutralReport, quietReport, slowReport } from '../build-report.ts';
import { cycle, HOSTILE_TEXTS, hostileReport } from '../hostile.ts';

const PLAIN = { color: false, width: 100 } as const;

describe('renderTerminal', () => {
  test('a pass is short', () => {
    expect(renderTerminal(quietReport(), PLAIN)).toMatchInlineSnapshot(`
      "PASS  nothing got slower: 5 targets measured on base and head

      queries by cost             base        head  change
      best sellers          188 blocks  188 blocks    ±0 %
      orders of a customer    6 blocks    6 blocks    ±0 %

      Noise here today: base against base differs by up to ±2.1 % (Server CPU per request), ±2.8 %
      (Latency p50), ±8.4 % (Latency p95), and 6 more; the smallest change that could be seen is 3 %
      (Server CPU per request), 5 % (Latency p50), 15 % (Latency p95), and 6 more.

      23 metrics: 0 changed, 21 equivalent, 2 inconclusive. Risk 55 of 100 (thorough).
      "
    `);
  });

  test('a fail names causes, lines, what to do, and the numbers', () => {
    expect(renderTerminal(slowReport(), PLAIN)).toMatchInlineSnapshot(`
      "FAIL  4 regressions: GET /api/orders runs 51 queries per request instead of 2, and 3 more

      ✗ GET /api/orders runs 51 statements per request instead of 2
        src/routes/orders.js:27
        The statement on order_items runs 50 times in one request, once for each order. Fetch the items of
        all orders in one statement: WHERE order_id = ANY($1).

      ✗ orders of a customer reads the whole table orders: orders_customer_id_idx is gone
        migrations/0007_tidy_indexes.sql:3
        Buffers went from 6 to 412: a Seq Scan on orders takes the place of the Index Scan. The migration
        drops the index; keep it, or create one on (customer_id, created_at).

      ✗ GET /api/recommendations burns 5.1 ms of CPU per request instead of 0.6 ms
        src/routes/recommendations.js:12
        Server CPU per request is 8.5 times base, 95 % sure between 8.25 and 8.76. The changed lines
        compare every product with every other; build a map by category once.

      ✗ The page / loads 412 kB of script instead of 14 kB
        public/index.html:18
        /assets/vendor.js is new and weighs 398 kB, of which the page uses 3 %. Import only the function
        it needs, or load it when it is first used.

             target                  metric                  base        head                  change
      worse  GET /api/orders         Queries per reque…         2          51                   ×25.5
      worse  /                       Page bytes           61.8 kB      460 kB                   ×7.44
      worse  /                       Script bytes           14 kB      412 kB                   ×29.4
      worse  orders of a customer    Buffers touched     6 blocks  412 blocks                   ×68.7
      worse  orders of a customer    Planner cost            24.4       1,912                   ×78.4
      worse  GET /api/recommendati…  Server CPU per re…    0.6 ms      5.1 ms       ×8.5 [8.24, 8.76]
      worse  GET /api/orders         Server CPU per re…   1.31 ms     9.84 ms      ×7.51 [7.36, 7.66]
      worse  GET /api/recommendati…  Latency p50           1.8 ms     20.9 ms      ×11.6 [11.1, 12.1]
      worse  GET /api/orders         Latency p50           4.1 ms     31.7 ms      ×7.73 [7.42, 8.04]
      worse  GET /api/orders         Latency p95           6.3 ms     44.9 ms      ×7.13 [6.27, 7.98]
      worse  GET /api/recommendati…  Throughput           2,140/s       191/s  −91.1 % [−91.3, −90.9]
      worse  GET /api/orders         Throughput             941/s       123/s  −86.9 % [−87.4, −86.5]
      worse  /                       Largest Contentfu…    1.31 s      1.84 s      +40.6 % [32.2, 49]
      worse  orders of a customer    Execution time       0.08 ms     14.2 ms         ×178 [151, 204]

      queries by cost             base        head  change
      orders of a customer    6 blocks  412 blocks   ×68.7
      best sellers          188 blocks  188 blocks    ±0 %

      Noise here today: base against base differs by up to ±2.1 % (Server CPU per request), ±2.8 %
      (Latency p50), ±8.4 % (Latency p95), and 6 more; the smallest change that could be seen is 3 %
      (Server CPU per request), 5 % (Latency p50), 15 % (Latency p95), and 6 more.

      23 metrics: 14 changed, 8 equivalent, 1 inconclusive. Risk 55 of 100 (thorough).
      "
    `);
  });

  test('what was not measured comes with its mend', () => {
    expect(renderTerminal(neutralReport(), PLAIN)).toMatchInlineSnapshot(`
      "NEUTRAL  the page gate is required and could not run

              target           metric          base    head                  change  evidence
      better  GET /api/search  Latency p50  12.4 ms  7.9 ms  −36.3 % [−38.2, −34.4]  wall-clock time

      queries by cost             base        head  change
      best sellers          188 blocks  188 blocks    ±0 %
      orders of a customer    6 blocks    6 blocks    ±0 %

      Not measured:
      ? page of /: no Chrome was found on this machine
        → Set CHROME_PATH to a Chrome or Chromium, or run \`npx puppeteer browsers install chrome\`.

      Noise here today: base against base differs by up to ±2.1 % (Server CPU per request), ±2.8 %
      (Latency p50), ±8.4 % (Latency p95), and 3 more; the smallest change that could be seen is 3 %
      (Server CPU per request), 5 % (Latency p50), 15 % (Latency p95), and 3 more.

      17 metrics: 1 changed, 15 equivalent, 1 inconclusive. Risk 55 of 100 (thorough).
      "
    `);
  });

  test.each([40, 60, 80, 120, 500])('fits %d columns', (width) => {
    const text = renderTerminal(manyTargetsReport(), { color: false, width });
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(Math.min(width, 160) + 1);
  });

  test('colours only where asked, and never those of the code under review', () => {
    const report = hostileReport(cycle(HOSTILE_TEXTS));
    expect(renderTerminal(report, PLAIN)).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
    expect(renderTerminal(slowReport(), { color: true, width: 100 })).toContain('\u001b[31m\u001b[1mFAIL');
    expect(renderTerminal(report, { color: true, width: 100 })).not.toContain('\u001b[31mred');
  });
});

test('text breaks at words', () => {
  expect(wrapText('one two three four five six', 22, '  ')).toBe('  one two three four\n  five six');
});

// Does the work again and again and prints the processor time of each turn, in the format of hyperfine's export.
'use strict';

const lib = require('../lib/index.js');
const work = require('./work.js');

const WARM_UPS = 3;
const TURNS = 9;

let kept = 0;
function use(value) {
  kept += typeof value === 'number' ? value : (value?.length ?? 1);
}

const times = [];
for (let turn = 0; turn < WARM_UPS + TURNS; turn += 1) {
  const begun = process.cpuUsage();
  work(lib, use);
  const { user, system } = process.cpuUsage(begun);
  if (turn >= WARM_UPS) times.push((user + system) / 1e6);
}
const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
console.log(JSON.stringify({ results: [{ command: 'work', mean, stddev: 0, times, parameters: {} }] }));
if (kept === 0) process.exitCode = 1;

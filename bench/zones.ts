// Every attempt to cross from one zone into another, tried for real: none may get through.
import { parseArgs } from 'node:util';
import { RESULTS_DIRECTORY, resultFile } from './kit/result-file.ts';
import { tryArtifacts } from './zones/artifact-attempts.ts';
import { tryDocuments } from './zones/document-attempts.ts';
import { tryGitSettings } from './zones/git-attempts.ts';
import { isIsolatedHere, tryHostileRun } from './zones/hostile-run.ts';
import { tryObedience } from './zones/obedience-attempts.ts';
import { tryPatches } from './zones/patch-attempts.ts';
import { tryThinkZone } from './zones/think-attempts.ts';
import { renderTried, zonesSchema, type Tried } from './zones/tried.ts';

const { values } = parseArgs({ options: { results: { type: 'string', default: RESULTS_DIRECTORY } } });

const tried: Tried[] = [];
for (const group of [
  tryThinkZone,
  tryObedience,
  tryHostileRun,
  tryGitSettings,
  tryPatches,
  tryDocuments,
  tryArtifacts,
])
  tried.push(...(await group()));
resultFile('zones', zonesSchema, values.results).write({
  command: 'node bench/zones.ts',
  platform: process.platform,
  node: process.version,
  isolated: isIsolatedHere(),
  tried,
});
console.log(renderTried(tried));
const through = tried.filter((one) => one.through);
console.log(`\n${through.length} of ${tried.length} attempts got through.`);
if (through.length > 0) process.exitCode = 1;

// The profile driver: one round of load on an app with the CPU profilers of all its Node processes running. A process of its
// own, like the load driver, whose round it runs; latency is never taken from it.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { profileJobSchema, type ProfileAnswer, type ProfileJob } from '../../ports/profile-driver.ts';
import { ask, listSockets } from '../profile/ask-processes.ts';
import { placeProfile } from '../profile/place-profile.ts';
import { rawProfileSchema } from '../profile/raw-profile.ts';
import { runLoadRound } from './load-round.ts';

const job = profileJobSchema.parse(JSON.parse(await text(process.stdin)));
process.stdout.write(`${JSON.stringify(await runProfile(job))}\n`);

async function runProfile({
  load,
  socketsDirectory,
  outputDirectory,
  samplingIntervalUs,
}: ProfileJob): Promise<ProfileAnswer> {
  const sockets: string[] = [];
  for (const socket of await listSockets(socketsDirectory)) {
    if ((await ask(socket, { do: 'start-cpu', samplingIntervalUs })) !== null) sockets.push(socket);
  }
  if (sockets.length === 0) return { load: null, processes: [] };
  const answer = await runLoadRound(load);
  const told = await Promise.all(sockets.map((socket) => ask(socket, { do: 'stop-cpu' })));
  const processes: ProfileAnswer['processes'] = [];
  for (const [index, one] of told.entries()) {
    const parsed = rawProfileSchema.safeParse(one);
    if (!parsed.success) continue;
    const raw = parsed.data;
    const cpuProfilePath = join(outputDirectory, `${index}.cpuprofile`);
    const placedProfilePath = join(outputDirectory, `${index}.placed.json`);
    await writeFile(cpuProfilePath, JSON.stringify(raw.profile));
    await writeFile(placedProfilePath, JSON.stringify(placeProfile(raw)));
    processes.push({ cpuMs: raw.cpuMs, requests: raw.requests, cpuProfilePath, placedProfilePath });
  }
  return { load: answer, processes };
}

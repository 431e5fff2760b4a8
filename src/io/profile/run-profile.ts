// One round of load on an app with the profilers of all its Node processes running, and the profiles they leave in files.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProfileAnswer, ProfileJob } from '../../ports/profile-driver.ts';
import { runLoadRound } from '../drivers/load-round.ts';
import { ask, listSockets } from './ask-processes.ts';
import { placeHeap } from './place-heap.ts';
import { placeProfile } from './place-profile.ts';
import { rawHeapProfileSchema, rawProfileSchema } from './raw-profile.ts';

export async function runProfile(job: ProfileJob): Promise<ProfileAnswer> {
  const { load, outputDirectory, sampling } = job;
  const kind = kindOf(sampling);
  const sockets: string[] = [];
  for (const socket of await listSockets(job.socketsDirectory)) {
    if ((await ask(socket, kind.start)) !== null) sockets.push(socket);
  }
  if (sockets.length === 0) return { load: null, processes: [] };
  const answer = await runLoadRound(load);
  if (sampling.of === 'live') await Promise.all(sockets.map((socket) => ask(socket, { do: 'collect' })));
  const told = await Promise.all(sockets.map((socket) => ask(socket, kind.stop)));
  const processes: ProfileAnswer['processes'] = [];
  for (const [index, one] of told.entries()) {
    const read = kind.read(one);
    if (read === null) continue;
    const profilePath = join(outputDirectory, `${index}.${kind.extension}`);
    const placedProfilePath = join(outputDirectory, `${index}.placed.json`);
    await writeFile(profilePath, JSON.stringify(read.raw));
    await writeFile(placedProfilePath, JSON.stringify(read.placed));
    processes.push({ cpuMs: read.cpuMs, requests: read.requests, profilePath, placedProfilePath });
  }
  return { load: answer, processes };
}

interface ReadProfile {
  readonly cpuMs: number;
  readonly requests: number;
  /** As DevTools open it. */
  readonly raw: object;
  readonly placed: object;
}

interface ProfileKind {
  readonly start: object;
  readonly stop: object;
  readonly extension: string;
  /** Null where the process told something else. */
  read(told: unknown): ReadProfile | null;
}

function kindOf(sampling: ProfileJob['sampling']): ProfileKind {
  if (sampling.of === 'cpu') {
    return {
      start: { do: 'start-cpu', samplingIntervalUs: sampling.intervalUs },
      stop: { do: 'stop-cpu' },
      extension: 'cpuprofile',
      read(told) {
        const { data } = rawProfileSchema.safeParse(told);
        return data === undefined ? null : { ...data, raw: data.profile, placed: placeProfile(data) };
      },
    };
  }
  const { intervalBytes, of } = sampling;
  return {
    start: { do: 'start-heap', samplingIntervalBytes: intervalBytes, garbage: of === 'allocations' },
    stop: { do: 'stop-heap' },
    extension: 'heapprofile',
    read(told) {
      const { data } = rawHeapProfileSchema.safeParse(told);
      if (data === undefined) return null;
      return { ...data, raw: { head: data.profile.head, samples: [] }, placed: placeHeap(data) };
    },
  };
}

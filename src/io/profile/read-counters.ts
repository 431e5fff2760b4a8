// What every Node process of an app has counted by now.
import { runtimeCountersSchema, type RuntimeCounters } from '../../ports/runtime-counters.ts';
import { ask, listSockets } from './ask-processes.ts';

/** Empty where no Node process of the app took up the preload; several where the app has workers. */
export function readCounters(socketsDirectory: string): Promise<RuntimeCounters[]> {
  return tell(socketsDirectory, 'counters');
}

/** The same after a forced collection: what is on the heap then is alive. */
export function readLiveHeap(socketsDirectory: string): Promise<RuntimeCounters[]> {
  return tell(socketsDirectory, 'collect');
}

async function tell(socketsDirectory: string, command: 'counters' | 'collect'): Promise<RuntimeCounters[]> {
  const sockets = await listSockets(socketsDirectory);
  const answers = await Promise.all(sockets.map((socket) => ask(socket, { do: command })));
  return answers.flatMap((answer) => {
    const counters = runtimeCountersSchema.safeParse(answer);
    return counters.success ? [counters.data] : [];
  });
}

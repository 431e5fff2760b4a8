// What the Node processes of a command spend their time on, sampled by V8 in the run that warms head up: it is timed by nobody.
// By Node's own --cpu-prof, since a command starts and ends its processes as it likes.
import { join } from 'node:path';
import { z } from 'zod';
import type { CommandTarget } from '../../config/config.ts';
import type { GaugeContext } from '../gauge.ts';
import type { Artifact } from '../measurement.ts';

/** Commands are short: 5,000 samples a second name the functions of one that takes a fifth of it. */
const SAMPLE_EVERY_US = 200;
const MOST_PROFILE_BYTES = 64_000_000;
const MOST_PROFILES = 20;

const profileSchema = z.looseObject({
  nodes: z.array(
    z.looseObject({ callFrame: z.looseObject({ url: z.string() }), hitCount: z.number().default(0) }),
  ),
});

export interface HeadProfile extends AsyncDisposable {
  /** Makes every Node process of a run write its profile; a Node that does not know the options refuses to start. */
  readonly environment: Readonly<Record<string, string>>;
  /** Empty where no Node process ran code of the repository. */
  keep(): Promise<readonly Artifact[]>;
}

export async function openHeadProfile(target: CommandTarget, context: GaugeContext): Promise<HeadProfile> {
  const { stage, runDirectory, artifactsDirectory } = context;
  const { files } = context.world;
  const folder = await files.temporaryFolder('cpu');
  const { directory } = folder;
  const words = ['--cpu-prof', `--cpu-prof-interval=${SAMPLE_EVERY_US}`, `--cpu-prof-dir=${directory}`];
  return {
    environment: { NODE_OPTIONS: words.join(' ') },
    async keep() {
      const written = await files.list(directory, ['*.cpuprofile']);
      let best = { text: '', hits: 0 };
      for (const name of written.slice(0, MOST_PROFILES)) {
        const bytes = await files.readBytes(join(directory, name), MOST_PROFILE_BYTES);
        const text = bytes === null ? '' : new TextDecoder().decode(bytes);
        const hits = hitsBelow(stage.head.directory, text);
        if (hits > best.hits) best = { text, hits };
      }
      if (best.hits === 0) return [];
      const words = target.name.replaceAll(/[^\w-]+/g, '-').slice(0, 60);
      const path = join(artifactsDirectory, `command-${words}-head.cpuprofile`);
      await files.writeText(path, best.text);
      return [{ name: 'CPU profile of head', path: path.slice(runDirectory.length + 1), side: 'head' }];
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

/** Samples in the repository's own code: npm and other tools around the command are profiled as well. */
function hitsBelow(directory: string, text: string): number {
  try {
    const profile = profileSchema.safeParse(JSON.parse(text)).data;
    return (profile?.nodes ?? [])
      .filter(({ callFrame: { url } }) => url.includes(`${directory}/`) && !url.includes('/node_modules/'))
      .reduce((sum, { hitCount }) => sum + hitCount, 0);
  } catch {
    return 0;
  }
}

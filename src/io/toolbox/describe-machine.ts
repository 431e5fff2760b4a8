// Which machine and image the numbers come from: numbers of different ones are not compared.
import { readFile } from 'node:fs/promises';
import { cpus, platform, release, totalmem } from 'node:os';
import type { Toolbox } from '../../ports/toolbox.ts';

type Machine = Awaited<ReturnType<Toolbox['machine']>>;

export async function describeMachine(environment: NodeJS.ProcessEnv, version: string): Promise<Machine> {
  const processors = cpus();
  return {
    cpuModel: processors[0]?.model.trim() || 'unknown',
    cpuCount: Math.max(1, processors.length),
    memoryBytes: totalmem(),
    kernel: `${platform()} ${release()}`,
    image: runnerImage(environment) ?? (await distribution()) ?? platform(),
    node: process.version,
    perfcrew: version,
  };
}

/** GitHub's hosted runners name their image, which changes every week. */
function runnerImage({ ImageOS, ImageVersion }: NodeJS.ProcessEnv): string | null {
  if (ImageOS === undefined || ImageOS === '') return null;
  return ImageVersion === undefined || ImageVersion === '' ? ImageOS : `${ImageOS} ${ImageVersion}`;
}

/** https://www.freedesktop.org/software/systemd/man/latest/os-release.html */
async function distribution(): Promise<string | null> {
  try {
    const text = await readFile('/etc/os-release', 'utf8');
    return /^PRETTY_NAME=(["']?)(.*)\1$/m.exec(text)?.[2] ?? null;
  } catch {
    return null;
  }
}

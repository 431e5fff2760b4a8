// Gives both checkouts their dependencies side by side, doing equal installs once; only base ever writes to the cache, and
// before any code of head runs.
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { isProblem } from '../../core/problem.ts';
import type { Side } from '../../core/side.ts';
import type { World } from '../../ports/world.ts';
import { describeEnd, lastLines, runCommand, succeeded } from '../commands/run-command.ts';
import { NotMeasurable } from '../stage.ts';
import { allOrFirstFailure } from './all-or-first-failure.ts';
import { findInstallStep, type InstallStep } from './find-install-step.ts';
import { installKey } from './install-key.ts';
import { copyInstalled, restore, store } from './installed-folders.ts';

export interface InstallRequest {
  /** Absolute paths of the checkouts. */
  readonly directories: Readonly<Record<Side, string>>;
  readonly setup: Config['setup'];
  readonly world: World;
  readonly logsDirectory: string;
  /** Kept between runs; null for none. */
  readonly cacheDirectory: string | null;
}

interface SideInstall {
  readonly side: Side;
  readonly step: InstallStep;
  readonly key: string | null;
}

/** Rejects with NotMeasurable of base where base cannot be installed, of head where only head cannot. */
export async function installBoth(request: InstallRequest): Promise<void> {
  const { world } = request;
  const [base, head] = await Promise.all([look('base', request), look('head', request)]);
  const same = base !== null && head !== null && base.key !== null && base.key === head.key;
  if (same) {
    const restored = await tryRestore(base, request);
    if (!restored) await installOrThrow(base, request);
    // Both only read what base has, and nothing of head's runs yet.
    await allOrFirstFailure([
      restored || keepInstall(base, request),
      copyInstalled(base.step.directory, head.step.directory, world),
    ]);
    return;
  }
  const [baseRestored, headRestored] = await allOrFirstFailure([
    base === null || tryRestore(base, request),
    head === null || tryRestore(head, request),
  ]);
  if (base !== null && !baseRestored && entryOf(base, request) !== null) {
    // The cache is written before any code of head runs.
    await installOrThrow(base, request);
    await keepInstall(base, request);
    if (head !== null && !headRestored) await installOrThrow(head, request);
    return;
  }
  await allOrFirstFailure([
    base === null || baseRestored || installOrThrow(base, request),
    head === null || headRestored || installOrThrow(head, request),
  ]);
}

async function look(side: Side, request: InstallRequest): Promise<SideInstall | null> {
  const { directories, setup, world } = request;
  const step = await findInstallStep(directories[side], setup, world.files);
  return step && { side, step, key: await installKey(step, world) };
}

function entryOf({ key }: SideInstall, { cacheDirectory }: InstallRequest): string | null {
  return key === null || cacheDirectory === null ? null : join(cacheDirectory, 'installs', key);
}

/** False where there is no cache, or it has no such install. */
async function tryRestore(install: SideInstall, request: InstallRequest): Promise<boolean> {
  const entry = entryOf(install, request);
  if (entry === null) return false;
  const restored = await forgiving(request.world, `The kept dependencies in ${entry} could not be used`, () =>
    restore(entry, install.step.directory, request.world),
  );
  return restored === true;
}

async function keepInstall(install: SideInstall, request: InstallRequest): Promise<void> {
  const entry = entryOf(install, request);
  if (entry === null) return;
  await forgiving(request.world, `The installed dependencies could not be kept in ${entry}`, () =>
    store(install.step.directory, entry, request.world),
  );
}

/** A cache that fails costs time, never the review. */
async function forgiving<Value>(
  world: World,
  complaint: string,
  action: () => Promise<Value>,
): Promise<Value | null> {
  try {
    return await action();
  } catch (error) {
    if (isProblem(error) && error.code === 'interrupted') throw error;
    world.log.warn(`${complaint}: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

async function installOrThrow(
  { side, step }: SideInstall,
  { setup, world, logsDirectory }: InstallRequest,
): Promise<void> {
  const command = await reachable(step, world);
  if (command === null) {
    throw new NotMeasurable(side, {
      reason: `${side} is installed with ${step.manager}, which is not on PATH.`,
      mend: `Install ${step.manager}, or set \`setup.install\` in .github/perfcrew.yml.`,
    });
  }
  const logFile = join(logsDirectory, `install-${side}.log`);
  const timeoutMs = setup.timeout_minutes * 60_000;
  const result = await runCommand({ command, directory: step.directory, logFile, timeoutMs }, world.shell);
  if (succeeded(result)) return;
  throw new NotMeasurable(side, {
    reason: `The dependencies of ${side} could not be installed: \`${command}\` ${describeEnd(result)}.\n${lastLines(result.output, 8)}`,
    mend: `Read ${logFile}, then mend the install or set \`setup.install\` in .github/perfcrew.yml.`,
  });
}

/** The command, by way of Corepack where the manager itself is missing; null where both are. */
async function reachable({ command, manager }: InstallStep, { shell }: World): Promise<string | null> {
  if (manager === null || (await shell.which(manager)) !== null) return command;
  return manager !== 'npm' && manager !== 'bun' && (await shell.which('corepack')) !== null
    ? `COREPACK_ENABLE_DOWNLOAD_PROMPT=0 corepack ${command}`
    : null;
}

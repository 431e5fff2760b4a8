// Gives both checkouts their dependencies, doing equal installs once; only base ever writes to the cache.
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { isProblem } from '../../core/problem.ts';
import type { Side } from '../../core/side.ts';
import type { World } from '../../ports/world.ts';
import { describeEnd, lastLines, runCommand, succeeded } from '../commands/run-command.ts';
import { NotMeasurable } from '../stage.ts';
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
  const [base, head] = await Promise.all([look('base', request), look('head', request)]);
  const same = base !== null && head !== null && base.key !== null && base.key === head.key;
  if (same) {
    await installBase(base, request);
    await copyInstalled(base.step.directory, head.step.directory, request.world);
    return;
  }
  if (request.cacheDirectory !== null) {
    // One after the other: the cache is written before any code of head runs.
    if (base) await installBase(base, request);
    if (head) await installHead(head, request);
    return;
  }
  const [baseFailure, headFailure] = await Promise.all([
    base && installOrFail(base, request),
    head && installOrFail(head, request),
  ]);
  if (baseFailure) throw baseFailure;
  if (headFailure) throw headFailure;
}

async function look(side: Side, request: InstallRequest): Promise<SideInstall | null> {
  const { directories, setup, world } = request;
  const step = await findInstallStep(directories[side], setup, world.files);
  return step && { side, step, key: await installKey(step, world) };
}

async function installBase(install: SideInstall, request: InstallRequest): Promise<void> {
  const entry = entryOf(install, request);
  if (entry !== null && (await tryRestore(entry, install, request))) return;
  const failure = await installOrFail(install, request);
  if (failure) throw failure;
  if (entry === null) return;
  await forgiving(request.world, `The installed dependencies could not be kept in ${entry}`, () =>
    store(install.step.directory, entry, request.world),
  );
}

async function installHead(install: SideInstall, request: InstallRequest): Promise<void> {
  const entry = entryOf(install, request);
  if (entry !== null && (await tryRestore(entry, install, request))) return;
  const failure = await installOrFail(install, request);
  if (failure) throw failure;
}

function entryOf({ key }: SideInstall, { cacheDirectory }: InstallRequest): string | null {
  return key === null || cacheDirectory === null ? null : join(cacheDirectory, 'installs', key);
}

async function tryRestore(entry: string, { step }: SideInstall, { world }: InstallRequest): Promise<boolean> {
  const restored = await forgiving(world, `The kept dependencies in ${entry} could not be used`, () =>
    restore(entry, step.directory, world),
  );
  return restored === true;
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

async function installOrFail(
  { side, step }: SideInstall,
  { setup, world, logsDirectory }: InstallRequest,
): Promise<NotMeasurable | null> {
  const command = await reachable(step, world);
  if (command === null) {
    return new NotMeasurable(side, {
      reason: `${side} is installed with ${step.manager}, which is not on PATH.`,
      mend: `Install ${step.manager}, or set \`setup.install\` in .github/perfcrew.yml.`,
    });
  }
  const logFile = join(logsDirectory, `install-${side}.log`);
  const timeoutMs = setup.timeout_minutes * 60_000;
  const result = await runCommand({ command, directory: step.directory, logFile, timeoutMs }, world.shell);
  if (succeeded(result)) return null;
  return new NotMeasurable(side, {
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

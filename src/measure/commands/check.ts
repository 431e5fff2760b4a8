// One of the project's own checks (build, lint, tests) on head, and on base where head fails: whose fault is it?
import { join, relative } from 'node:path';
import type { GaugeContext } from '../gauge.ts';
import type { Measurement, Observation, Outcome } from '../measurement.ts';
import type { CommandResult } from '../stage.ts';
import { findPlaces } from './find-places.ts';
import { describeEnd, formatDuration, lastLines, runCommand, succeeded } from './run-command.ts';

export interface Check {
  readonly gate: 'build' | 'lint' | 'test';
  /** What a reader calls it, e.g. `Lint`. */
  readonly label: string;
  /** The command as configured. */
  readonly configured: string;
  /** Where it is configured, e.g. `checks.lint`. */
  readonly key: string;
  readonly runHead: () => Promise<CommandResult>;
  /** Null where base has nothing to run it on. */
  readonly runBase: (() => Promise<CommandResult>) | null;
  /** Whether a failure on head must repeat itself to count. */
  readonly confirm: boolean;
  /** What was left out and why, one sentence each. */
  readonly notes: readonly string[];
}

const EVIDENCE_LINES = 60;

export async function measureCheck(check: Check, context: GaugeContext): Promise<Measurement> {
  const { world, environment, runDirectory } = context;
  const begunMs = world.clock.elapsed();
  const head = await check.runHead();
  const flaky = !succeeded(head) && check.confirm && !head.timedOut && succeeded(await check.runHead());
  const base = succeeded(head) || flaky || check.runBase === null ? null : await check.runBase();
  return {
    document: 'measurement',
    version: 1,
    gate: check.gate,
    target: check.gate,
    environment,
    durationMs: world.clock.elapsed() - begunMs,
    outcome: outcomeOf({ check, head, base, flaky }, context),
    artifacts: [head, base].flatMap((result, index) =>
      result === null
        ? []
        : [
            {
              name: `${check.label} log (${index === 0 ? 'head' : 'base'})`,
              path: relative(runDirectory, result.logFile),
            },
          ],
    ),
  };
}

interface Seen {
  readonly check: Check;
  readonly head: CommandResult;
  readonly base: CommandResult | null;
  readonly flaky: boolean;
}

function outcomeOf(seen: Seen, context: GaugeContext): Outcome {
  const { check, head, base, flaky } = seen;
  if (head.exitCode === 127 && base?.exitCode === 127) {
    return {
      status: 'unmeasured',
      reason: `\`${check.configured}\` cannot be run on either side: ${lastLines(head.output, 2)}`,
      mend: `Correct \`${check.key}\` in .github/perfcrew.yml, or install the program it names.`,
      causedByHead: false,
    };
  }
  const failed = !succeeded(head);
  const observations = [
    ...(failed && !flaky ? [failure(seen, context)] : []),
    ...(flaky ? [flakiness(seen)] : []),
    ...check.notes.map((text) => note(`${check.gate}-subset`, text)),
    ...(failed
      ? []
      : [note('command-duration', `${check.label} took ${formatDuration(head.durationMs)} on head.`)]),
  ];
  return { status: 'measured', series: [], observations };
}

function failure({ check, head, base }: Seen, { diff, config }: GaugeContext): Observation {
  const places = findPlaces(head.output, diff, config.setup.directory);
  const before = base !== null && !succeeded(base);
  const onBase = base === null ? 'base has nothing to run it on' : `on base it ${describeEnd(base)}`;
  return {
    kind: 'command-failed',
    side: before ? 'both' : 'head',
    severity: before ? 'warning' : 'error',
    title: before ? `${check.label} fails on base already` : `${check.label} fails on head`,
    detail: `\`${check.configured}\` ${describeEnd(head)} on head; ${onBase}. ${
      before
        ? 'The change did not cause it, so it does not fail the gate; mend it on its own.'
        : 'Mend what the log below names.'
    }`,
    evidence: {
      base: base && lastLines(base.output, EVIDENCE_LINES),
      head: lastLines(head.output, EVIDENCE_LINES),
    },
    clues: [...places.clues],
    location: places.location,
  };
}

function flakiness({ check, head }: Seen): Observation {
  return {
    kind: 'command-flaky',
    side: 'head',
    severity: 'warning',
    title: `${check.label} failed on head once and passed when repeated`,
    detail: `\`${check.configured}\` ${describeEnd(head)}, then passed on the same code. Make the named tests independent of time and order.`,
    evidence: { base: null, head: lastLines(head.output, EVIDENCE_LINES) },
    clues: [],
    location: null,
  };
}

function note(kind: string, title: string): Observation {
  return {
    kind,
    side: 'head',
    severity: 'note',
    title,
    detail: '',
    evidence: { base: null, head: null },
    clues: [],
    location: null,
  };
}

/** A measured outcome where there was nothing to run. */
export function nothingToRun(gate: Check['gate'], reason: string, context: GaugeContext): Measurement {
  const observations = [note('nothing-to-run', reason)];
  return withoutRun(gate, { status: 'measured', series: [], observations }, context);
}

export function notConfigured(
  gate: Check['gate'],
  what: { readonly reason: string; readonly mend: string },
  context: GaugeContext,
): Measurement {
  return withoutRun(gate, { status: 'unmeasured', ...what, causedByHead: false }, context);
}

function withoutRun(gate: Check['gate'], outcome: Outcome, { environment }: GaugeContext): Measurement {
  return {
    document: 'measurement',
    version: 1,
    gate,
    target: gate,
    environment,
    durationMs: 0,
    outcome,
    artifacts: [],
  };
}

/** Runs a command of a check on one side, in the folder of the set-up, logged under its gate's name. */
export function onSide(
  side: 'base' | 'head',
  gate: Check['gate'],
  { stage, config, world, runDirectory }: GaugeContext,
): (command: string | readonly string[]) => Promise<CommandResult> {
  return (command) =>
    runCommand(
      {
        command,
        directory: join(stage[side].directory, config.setup.directory),
        logFile: join(runDirectory, 'logs', `${gate}-${side}.log`),
        timeoutMs: config.setup.timeout_minutes * 60_000,
      },
      world.shell,
    );
}

// Making check runs and telling of them, for apps and for the runner's own jobs.
import { emit } from './events/emit.ts';
import { readRefs } from './git/bare-repository.ts';
import type { Hub } from './hub.ts';
import type { Actor } from './events/happening.ts';
import type { App } from './model/app.ts';
import type { CheckRun, CheckSuite } from './model/check-run.ts';
import type { Repository } from './model/repository.ts';
import { checkRunEventView } from './views/check-view.ts';

/** An app has one suite for a commit; only workflow runs each have their own. */
export async function suiteFor(
  hub: Hub,
  repository: Repository,
  of: { readonly app: App; readonly sha: string },
): Promise<CheckSuite> {
  const known = [...hub.checkSuites.values()].find(
    (suite) => suite.repository === repository && suite.app === of.app && suite.headSha === of.sha,
  );
  return known ?? (await newSuite(hub, repository, of));
}

export async function newSuite(
  hub: Hub,
  repository: Repository,
  of: { readonly app: App; readonly sha: string },
): Promise<CheckSuite> {
  const branches = await readRefs(repository.directory, 'refs/heads/');
  const [ref] = [...branches].find(([, sha]) => sha === of.sha) ?? [];
  const suite: CheckSuite = {
    id: hub.nextId(),
    repository,
    app: of.app,
    headSha: of.sha,
    headBranch: ref?.slice('refs/heads/'.length) ?? null,
    createdAt: hub.clock.now(),
  };
  hub.checkSuites.set(suite.id, suite);
  return suite;
}

export function newCheckRun(hub: Hub, of: { readonly suite: CheckSuite; readonly name: string }): CheckRun {
  const run: CheckRun = {
    id: hub.nextId(),
    repository: of.suite.repository,
    suite: of.suite,
    name: of.name,
    status: 'queued',
    conclusion: null,
    startedAt: hub.clock.now(),
    completedAt: null,
    externalId: null,
    detailsUrl: null,
    title: null,
    summary: null,
    text: null,
    annotations: [],
    actions: [],
  };
  hub.checkRuns.set(run.id, run);
  return run;
}

export async function checkRunEvent(
  hub: Hub,
  run: CheckRun,
  what: {
    readonly action: 'created' | 'completed' | 'rerequested' | 'requested_action';
    readonly actor: Actor;
    /** Which button, for requested_action. */
    readonly identifier?: string;
  },
): Promise<void> {
  const isForMaker = what.action === 'rerequested' || what.action === 'requested_action';
  await emit(hub, {
    event: 'check_run',
    action: what.action,
    repository: run.repository,
    actor: what.actor,
    ...(isForMaker ? { onlyApp: run.suite.app } : {}),
    facts: {
      check_run: checkRunEventView(hub, run),
      ...(what.identifier === undefined ? {} : { requested_action: { identifier: what.identifier } }),
    },
  });
}

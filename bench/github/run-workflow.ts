// Puts the label on the pull request and waits until every job has ended, telling and keeping each job's log meanwhile.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitHubResult } from './result.ts';
import { PLACE, type Stage } from './stage.ts';

const LABEL = 'perfcrew';
const MOST_MS = 3 * 3_600_000;

export interface WorkflowRunOptions {
  /** 1 for the first. */
  readonly round: number;
  /** Folder for the logs; null keeps none. */
  readonly keep: string | null;
  readonly tell: (line: string) => void;
}

/** As the guide says: the label is taken off and put on again. */
export async function runWorkflow(
  { github, api, number }: Stage,
  { round, keep, tell }: WorkflowRunOptions,
): Promise<{ readonly runId: number; readonly run: GitHubResult['runs'][number] }> {
  const issue = { ...PLACE, issue_number: number };
  const { data: before } = await api.rest.actions.listWorkflowRunsForRepo(PLACE);
  if (round > 1) await api.rest.issues.removeLabel({ ...issue, name: LABEL });
  const begunMs = performance.now();
  await api.rest.issues.addLabels({ ...issue, labels: [LABEL] });
  const told = new Set<number>(before.workflow_runs.map(({ id }) => id));
  await github.until(() => {
    const runs = github.workflowRuns().filter(({ id }) => !told.has(id));
    for (const { name, id, conclusion } of runs.flatMap(({ jobs }) => jobs)) {
      if (conclusion === null || told.has(id)) continue;
      told.add(id);
      tell(`run ${round}, ${name}: ${conclusion}, ${((performance.now() - begunMs) / 1000).toFixed(0)} s`);
    }
    return runs.length > 0 && runs.every(({ status }) => status === 'completed') ? true : undefined;
  }, MOST_MS);
  await github.idle();
  const minutes = (performance.now() - begunMs) / 60_000;

  const { data: after } = await api.rest.actions.listWorkflowRunsForRepo(PLACE);
  const [own] = after.workflow_runs.filter(({ id }) => !before.workflow_runs.some((one) => one.id === id));
  if (own === undefined) throw new Error(`The label ${LABEL} started no workflow.`);
  const { data } = await api.rest.actions.listJobsForWorkflowRun({
    ...PLACE,
    run_id: own.id,
    per_page: 100,
  });
  if (keep !== null) {
    const folder = join(keep, `logs-${round}`);
    await mkdir(folder, { recursive: true });
    for (const { id, name } of data.jobs) {
      const log = await api.rest.actions.downloadJobLogsForWorkflowRun({ ...PLACE, job_id: id });
      await writeFile(join(folder, `${name}.log`), String(log.data));
    }
  }
  const jobs = data.jobs.map(({ name, conclusion, started_at, completed_at }) => ({
    name,
    conclusion: conclusion ?? 'unknown',
    minutes: conclusion === 'skipped' || completed_at === null ? 0 : minutesBetween(started_at, completed_at),
  }));
  return { runId: own.id, run: { minutes, jobs } };
}

function minutesBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 60_000;
}

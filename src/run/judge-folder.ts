// Judges what earlier steps, perhaps on other machines, left in the folder of the run.
import type { Config } from '../config/config.ts';
import type { PullRequest } from '../change/pull-request.ts';
import type { Report } from '../report/report.ts';
import { judge, type Occasion } from './judge.ts';
import type { RunFolder } from './run-folder.ts';

export interface FolderJudgement {
  readonly folder: RunFolder;
  readonly config: (pullRequest: PullRequest) => Promise<Config>;
}

export async function judgeFolder({ folder, config }: FolderJudgement, occasion: Occasion): Promise<Report> {
  const pullRequest = await folder.read('pull-request');
  const plan = await folder.read('plan');
  const measurements = await folder.readMeasurements(pullRequest);
  const report = judge(
    {
      pullRequest,
      diff: await folder.read('diff'),
      risk: await folder.read('risk'),
      plan,
      // An earlier plan of the same change may have had more gates.
      measurements: measurements.filter(({ gate }) => plan.gates.some((planned) => planned.gate === gate)),
      config: await config(pullRequest),
    },
    occasion,
  );
  await folder.write('report', report);
  return report;
}

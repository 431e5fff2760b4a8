// A tag can be moved to other code in a second; a full commit id cannot.
import { PIN_PLACEHOLDER } from '../../init/action-pin.ts';
import { workflowCheck } from '../check.ts';

export const pinnedActionsCheck = workflowCheck({
  id: 'pinned-actions',
  healthy: 'Every action is pinned by a full commit id',
  inspect(workflow) {
    const status = workflow.usesPerfcrew ? ('failure' as const) : ('warning' as const);
    const used = workflow.jobs.flatMap((job) => [
      ...(job.uses === null ? [] : [{ uses: job.uses, line: job.line }]),
      ...job.steps.flatMap((step) =>
        step.uses === null ? [] : [{ uses: step.uses, line: step.lineOf('uses') }],
      ),
    ]);
    return used.flatMap(({ uses, line }) => {
      if (isPinned(uses)) return [];
      if (PIN_PLACEHOLDER.startsWith(uses)) {
        return [
          {
            line,
            status,
            message: `still has the placeholder ${uses}`,
            mend: 'Write the full commit id of the release there; `perfcrew init` does it for you',
          },
        ];
      }
      return [
        {
          line,
          status,
          message: `uses ${uses}, which can change under you`,
          mend: `Write the commit id and keep the version as a comment: ${uses.split('@')[0]}@<40 hex digits> # ${uses.split('@')[1] ?? 'version'}`,
        },
      ];
    });
  },
});

function isPinned(uses: string): boolean {
  if (uses.startsWith('./')) return true;
  if (uses.startsWith('docker://')) return /@sha256:[0-9a-f]{64}$/.test(uses);
  return /@[0-9a-f]{40}$/.test(uses);
}

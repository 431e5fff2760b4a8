// An expression in a script is pasted in before the shell runs: a branch called `$(…)` becomes a command.
import { workflowCheck } from '../check.ts';

const EXPRESSION = /\$\{\{([^}]*)\}\}/g;
const EVENT_TEXT = /\bgithub\.(?:event\.[\w.*-]+|head_ref)/g;
/** Made by GitHub, never by a stranger. */
const HARMLESS =
  /\.(number|id|node_id|sha|head_sha|before|after|action|merged|draft|created_at|updated_at|conclusion|run_number|run_attempt)$/;

export const scriptInjectionCheck = workflowCheck({
  id: 'script-injection',
  healthy: 'No script has text of an event pasted into it',
  inspect(workflow) {
    return workflow.jobs.flatMap((job) =>
      job.steps.flatMap((step) => {
        const script =
          step.run ?? (step.uses?.startsWith('actions/github-script@') ? step.with['script'] : undefined);
        const words = [...(script ?? '').matchAll(EXPRESSION)]
          .flatMap((match) => [...(match[1] ?? '').matchAll(EVENT_TEXT)].map(([word]) => word))
          .filter((word) => !HARMLESS.test(word));
        return [...new Set(words)].map((word) => ({
          line: step.lineOf(step.run === null ? 'with' : 'run'),
          status: 'failure' as const,
          message: `pastes \`${word}\`, which a stranger writes, into a script (job ${job.id})`,
          mend: `Hand it over by \`env:\`, and write "$NAME" in the script`,
        }));
      }),
    );
  },
});

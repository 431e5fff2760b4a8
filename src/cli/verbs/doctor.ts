// `perfcrew doctor`: checks the set-up of this repository and machine, and tells each mend.
import { renderDoctor } from '../../setup/doctor/render-doctor.ts';
import { runDoctor } from '../../setup/doctor/run-doctor.ts';
import { printJson } from '../outcome.ts';
import { openSession } from '../session.ts';
import type { Verb } from '../verb.ts';

export const doctorVerb: Verb = {
  summary: 'check the set-up: browser, Postgres, configuration, workflows and their safety',
  options: ['json', 'quiet'],
  async run(context) {
    const { terminal, options } = context;
    await using session = await openSession(context, 'optional');
    const { world } = session;
    const diagnoses = await runDoctor({
      directory: world.git.root,
      world,
      environment: terminal.environment,
    });
    if (options.json) printJson(diagnoses, terminal.stdout);
    else terminal.stdout.write(renderDoctor(diagnoses));
    return diagnoses.some(({ status }) => status === 'failure') ? 1 : 0;
  },
};

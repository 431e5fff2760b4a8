// What a person reads after `perfcrew doctor`: what is wrong first, each with its mend.
import type { Diagnosis } from './diagnosis.ts';

const MARKS = { failure: '✗', warning: '!', ok: '✓' } as const;
const ORDER = ['failure', 'warning', 'ok'] as const;

export function renderDoctor(diagnoses: readonly Diagnosis[]): string {
  const lines = ORDER.flatMap((status) =>
    diagnoses
      .filter((diagnosis) => diagnosis.status === status)
      .flatMap(({ check, message, mend }) => [
        `${MARKS[status]} ${check}: ${message}`,
        ...(mend === null ? [] : [`    → ${mend.replace(/\.$/, '')}.`]),
      ]),
  );
  const count = (status: Diagnosis['status']): number =>
    diagnoses.filter((one) => one.status === status).length;
  return [
    ...lines,
    '',
    `${count('failure')} to mend, ${count('warning')} to look at, ${count('ok')} fine.`,
    '',
  ].join('\n');
}

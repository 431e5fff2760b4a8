// The machine behind the numbers, and where the time went.
import { formatBytes } from '../../../core/format/format-quantity.ts';
import { formatDuration } from '../../../core/format/format-duration.ts';
import type { Report } from '../../report.ts';
import { distinctEnvironments } from '../../select/distinct-environments.ts';
import { escapeProse } from '../escape-markdown.ts';
import type { Part } from '../fit-parts.ts';
import { fold } from '../fold.ts';
import { tableOf } from '../table.ts';

export function environmentPart(report: Report): Part {
  const environments = distinctEnvironments(report);
  const render = () => {
    const lines = environments.slice(0, 5).map((environment) => {
      const tools = [
        `Node ${environment.node}`,
        ...(environment.chrome === null ? [] : [`Chrome ${environment.chrome}`]),
        ...(environment.postgres === null ? [] : [`Postgres ${environment.postgres}`]),
        `perfcrew ${environment.perfcrew}`,
      ];
      const machine = `${environment.cpuCount} × ${environment.cpuModel}, ${formatBytes(environment.memoryBytes)}`;
      return `- ${escapeProse(`${machine}; ${environment.image}, kernel ${environment.kernel}; ${tools.join(', ')}`, 400)}`;
    });
    return environments.length === 0 ? '' : fold('Environment', lines.join('\n'));
  };
  return { name: 'the environment', weight: 20, variants: [render], kept: false };
}

export function phasesPart({ phases }: Report): Part {
  const total = phases.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const rows = phases.map(({ name, durationMs }) => [
    escapeProse(name, 80),
    formatDuration(durationMs),
    `${total > 0 ? Math.round((durationMs / total) * 100) : 0} %`,
  ]);
  const render = (limit: number) => () =>
    rows.length === 0
      ? ''
      : fold(
          `Where the time went: ${formatDuration(total)}`,
          tableOf({ head: ['Phase', 'Took', 'Share'], align: 'lrr', rows }, limit),
        );
  return { name: 'where the time went', weight: 12, variants: [render(40), render(8)], kept: false };
}

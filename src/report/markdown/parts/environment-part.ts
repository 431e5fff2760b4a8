// The machine behind the numbers.
import { formatBytes } from '../../../core/format/format-quantity.ts';
import type { Report } from '../../report.ts';
import { distinctEnvironments } from '../../select/distinct-environments.ts';
import { escapeProse } from '../../../core/markdown/escape-markdown.ts';
import type { Part } from '../fit-parts.ts';
import { fold } from '../fold.ts';

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

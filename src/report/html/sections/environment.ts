// The machine and tools behind the numbers.
import { formatBytes } from '../../../core/format/format-quantity.ts';
import type { Environment } from '../../../measure/environment.ts';
import type { Report } from '../../report.ts';
import { distinctEnvironments } from '../../select/distinct-environments.ts';
import { cutText } from '../../../core/text/cut-text.ts';
import { markup, type Markup } from '../markup.ts';

export function environmentSection(report: Report): Markup | null {
  const environments = distinctEnvironments(report).slice(0, 20);
  if (environments.length === 0) return null;
  return markup`<section id="environment"><h2>Environment</h2>${environments.map(list)}</section>`;
}

function list(environment: Environment): Markup {
  const facts = [
    { name: 'Processor', value: `${environment.cpuCount} × ${environment.cpuModel}` },
    { name: 'Memory', value: formatBytes(environment.memoryBytes) },
    { name: 'System', value: `${environment.image}, kernel ${environment.kernel}` },
    { name: 'Node', value: environment.node },
    { name: 'Chrome', value: environment.chrome },
    { name: 'Postgres', value: environment.postgres },
    { name: 'perfcrew', value: environment.perfcrew },
  ];
  return markup`<dl class="environment">${facts.map(({ name, value }) =>
    value === null ? null : markup`<div><dt>${name}</dt><dd>${cutText(value, 160)}</dd></div>`,
  )}</dl>`;
}

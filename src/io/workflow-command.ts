// A line by which a step speaks to the runner: `::error::…`, `::warning::…`. What it says may hold anything.

export function workflowCommand(name: 'error' | 'warning' | 'debug', message: string): string {
  const escaped = message.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  return `::${name}::${escaped}`;
}

// What a job's GITHUB_TOKEN may do: its own permissions, else the workflow's, else the restricted default; forks only read.
import type { Access } from '../model/app.ts';
import type { JobSpec, WorkflowFile } from './workflow-file.ts';

const scopes = [
  'actions',
  'checks',
  'contents',
  'deployments',
  'id_token',
  'issues',
  'packages',
  'pages',
  'pull_requests',
  'security_events',
  'statuses',
] as const;

export function jobPermissions(
  file: WorkflowFile,
  job: JobSpec,
  isForkPull: boolean,
): Readonly<Record<string, Access>> {
  const wanted = job.permissions ?? file.permissions ?? { contents: 'read', packages: 'read' };
  const granted: Record<string, Access> = { metadata: 'read' };
  const give = (name: string, access: Access): void => {
    if (name === 'id_token' && isForkPull) return;
    granted[name] = isForkPull ? 'read' : access;
  };
  if (wanted === 'read-all' || wanted === 'write-all') {
    for (const name of scopes) give(name, wanted === 'read-all' ? 'read' : 'write');
    return granted;
  }
  for (const [name, access] of Object.entries(wanted)) {
    if (access !== 'none') give(name.replaceAll('-', '_'), access);
  }
  return granted;
}

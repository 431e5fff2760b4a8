// Every check of `doctor`, in the order it is told.
import type { Check } from './check.ts';
import { cacheWritesCheck } from './checks/cache-writes.ts';
import { chromeCheck } from './checks/chrome.ts';
import { configurationCheck } from './checks/configuration.ts';
import { fetchDepthCheck } from './checks/fetch-depth.ts';
import { nodeVersionCheck } from './checks/node-version.ts';
import { permissionsCheck } from './checks/permissions.ts';
import { persistedCredentialsCheck } from './checks/persisted-credentials.ts';
import { pinnedActionsCheck } from './checks/pinned-actions.ts';
import { postgresCheck } from './checks/postgres.ts';
import { privilegedCheckoutCheck } from './checks/privileged-checkout.ts';
import { pullRequestTargetCheck } from './checks/pull-request-target.ts';
import { replaceableArtifactsCheck } from './checks/replaceable-artifacts.ts';
import { repositoryCheck } from './checks/repository.ts';
import { scriptInjectionCheck } from './checks/script-injection.ts';
import { workflowFilesCheck } from './checks/workflow-files.ts';

/** Of the machine and the clone. */
const SETUP_CHECKS = [
  repositoryCheck,
  configurationCheck,
  nodeVersionCheck,
  chromeCheck,
  postgresCheck,
] as const;

/** Of the workflows alone: these need nothing but their text. */
export const WORKFLOW_CHECKS = [
  pullRequestTargetCheck,
  privilegedCheckoutCheck,
  permissionsCheck,
  pinnedActionsCheck,
  persistedCredentialsCheck,
  cacheWritesCheck,
  replaceableArtifactsCheck,
  scriptInjectionCheck,
  fetchDepthCheck,
] as const satisfies readonly Check[];

export const CHECKS: readonly Check[] = [...SETUP_CHECKS, workflowFilesCheck, ...WORKFLOW_CHECKS];

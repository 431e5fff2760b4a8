// Something that happened in a repository, before it is told to anybody.
import type { JsonObject } from '../json.ts';
import type { Account } from '../model/account.ts';
import type { App } from '../model/app.ts';
import type { Repository } from '../model/repository.ts';

/** Who did it, as it is shown, and whether a workflow's own token was used. */
export interface Actor {
  readonly account: Account;
  readonly app: App | null;
  readonly workflowRunId: number | null;
}

export interface Happening {
  readonly event: string;
  readonly action: string | null;
  readonly repository: Repository;
  readonly actor: Actor;
  /** What the payload holds beside action, repository, sender and installation. */
  readonly facts: JsonObject;
  /** Only this app is told (buttons and re-runs go to the check's maker). */
  readonly onlyApp?: App;
  /** How many workflow_run events already led here. */
  readonly chainLength?: number;
}

// All routes; where two templates fit one path, the more precise comes first.
import type { Route } from '../http/router.ts';
import { actionRoutes } from './actions.ts';
import { appRoutes } from './apps.ts';
import { artifactRoutes } from './artifacts.ts';
import { checkRoutes } from './checks.ts';
import { collaboratorRoutes } from './collaborators.ts';
import { commentRoutes } from './comments.ts';
import { commitRoutes } from './commits.ts';
import { contentRoutes } from './contents.ts';
import { gitDataRoutes } from './git-data.ts';
import { issueRoutes } from './issues.ts';
import { graphqlRoutes } from './graphql.ts';
import { pullRoutes } from './pulls.ts';
import { reactionRoutes } from './reactions.ts';
import { repoRoutes } from './repos.ts';
import { reviewRoutes } from './reviews.ts';

export const routes: readonly Route[] = [
  ...repoRoutes,
  ...collaboratorRoutes,
  // `pulls/comments` before `pulls/{pull_number}`.
  ...reviewRoutes,
  ...pullRoutes,
  ...commentRoutes,
  ...reactionRoutes,
  ...issueRoutes,
  ...checkRoutes,
  ...commitRoutes,
  ...contentRoutes,
  ...gitDataRoutes,
  ...appRoutes,
  ...actionRoutes,
  ...artifactRoutes,
  ...graphqlRoutes,
];

// Every rule over code; a new one is its file and a line here. Which dangers: the OWASP Top Ten as they look in JavaScript.
import type { CodeRule } from './code-rule.ts';
import { codeInjection } from './code-injection.ts';
import { commandInjection } from './command-injection.ts';
import { htmlInjection } from './html-injection.ts';
import { openCookie } from './open-cookie.ts';
import { openCors } from './open-cors.ts';
import { openRedirect } from './open-redirect.ts';
import { pathTraversal } from './path-traversal.ts';
import { prototypePollution } from './prototype-pollution.ts';
import { regexInput } from './regex-input.ts';
import { serverSideRequest } from './server-side-request.ts';
import { sqlInjection } from './sql-injection.ts';
import { tlsUnverified } from './tls-unverified.ts';
import { weakCipher, weakPasswordHash, weakRandom } from './weak-crypto.ts';

export const CODE_RULES: readonly CodeRule[] = [
  codeInjection,
  commandInjection,
  htmlInjection,
  openCookie,
  openCors,
  openRedirect,
  pathTraversal,
  prototypePollution,
  regexInput,
  serverSideRequest,
  sqlInjection,
  tlsUnverified,
  weakCipher,
  weakPasswordHash,
  weakRandom,
];

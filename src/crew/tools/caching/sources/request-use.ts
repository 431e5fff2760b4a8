// What of a request an answer depends on, with the line: who asks, parameters, headers; and time and chance. In doubt it is somebody's own.
import type { Node } from '@babel/types';
import { bare, pathOf } from '../../lint/calls.ts';
import { isFunction, isInlineFunction } from '../../lint/functions.ts';
import type { Source } from '../../lint/source.ts';
import type { Piece, Program } from './program.ts';
import type { Reached } from './reach.ts';
import { evidence, type Evidence } from './evidence.ts';
import { headerUse } from './header-use.ts';
import { requestEscapes } from './request-escapes.ts';
import { parametersOf } from './request-parameters.ts';

export interface RequestUse {
  readonly identity: readonly Evidence[];
  readonly chance: readonly Evidence[];
  /** Answers of other services. */
  readonly outside: readonly Evidence[];
  /** The whole request goes where nobody can look. */
  readonly opaque: readonly Evidence[];
  readonly parameters: readonly string[];
}

const OF_PERSON =
  /^(?:user|session|auth|cookies|signedCookies|account|principal|currentUser|userId|user_id|accountId|customerId|tenant|tenantId|ip|ips|jwt|token|locals|identity|viewer|remoteAddress)$/;
const ALWAYS = /^(?:cookies|signedCookies|session|currentUser|loggedInUser|remoteAddress)$/;
const ASKS_WHO =
  /^(?:getServerSession|auth|currentUser|getSession|getUser|getCurrentUser|requireUser|requireAuth|requireLogin|cookies|getStore|verifyToken|getToken|useSession|getAuth|whoami|cookie|setCookie|getCookie|jwtVerify)$/;
const ASKS_WHO_PATH = /(?:^|\.)(?:jwt|jsonwebtoken|passport|clerk|supabase\.auth)\./;
const CHANCE =
  /^(?:Date\.now|Math\.random|performance\.now|process\.hrtime(?:\.bigint)?|(?:crypto\.)?(?:randomUUID|randomBytes|randomInt|getRandomValues)|uuidv?[1-7]?|nanoid|Temporal\.Now\.\w+)$/;
const OUTSIDE =
  /^(?:fetch|axios|got|ky|undici|superagent|request)$|^(?:axios|got|ky|https?|undici)\.(?:get|post|put|request|fetch)$/;

export function requestUse(handler: Piece, reached: readonly Reached[], program: Program): RequestUse {
  const identity = [
    ...reached.flatMap(({ source, nodes }) => nodes.flatMap((node) => identityOf(node, source))),
    ...ofParameters(handler),
  ];
  return {
    identity,
    chance: reached.flatMap(({ source, nodes }) => nodes.flatMap((node) => chanceOf(node, source))),
    outside: reached.flatMap(({ source, nodes }) =>
      nodes.flatMap((node) => {
        const path = node.type === 'CallExpression' ? pathOf(node.callee) : '';
        const isOwn =
          node.type === 'CallExpression' &&
          node.callee.type === 'Identifier' &&
          source.scopes.resolve(node.callee)?.kind === 'function';
        return OUTSIDE.test(path) && !isOwn
          ? [evidence(`asks another service by ${path}()`, node, source)]
          : [];
      }),
    ),
    opaque: requestEscapes(handler, reached, program),
    parameters: parametersOf(reached),
  };
}

/** Whatever code reads: for a check that stands before routes, too. */
export function identityOf(node: Node, source: Source): readonly Evidence[] {
  const header = headerUse(node);
  if (header?.isPersonal === true) return [evidence(`reads the header ${header.name}`, node, source)];
  if (node.type === 'CallExpression' || node.type === 'OptionalCallExpression') {
    const path = pathOf(node.callee);
    const callee = bare(node.callee);
    const name =
      callee.type === 'Identifier'
        ? callee.name
        : callee.type === 'MemberExpression' && callee.property.type === 'Identifier'
          ? callee.property.name
          : '';
    const [first] = node.arguments;
    const asked = name === 'get' && first?.type === 'StringLiteral' && OF_PERSON.test(first.value);
    return ASKS_WHO.test(name) || ASKS_WHO_PATH.test(path) || asked
      ? [evidence(`asks who is there by ${path || name}()`, node, source)]
      : [];
  }
  if (node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression') {
    const name = node.property.type === 'Identifier' && !node.computed ? node.property.name : '';
    if (!OF_PERSON.test(name)) return [];
    return ALWAYS.test(name) || isOfRequest(node.object, source)
      ? [evidence(`reads ${pathOf(node) || name}`, node, source)]
      : [];
  }
  if (
    node.type === 'VariableDeclarator' &&
    node.id.type === 'ObjectPattern' &&
    node.init &&
    isOfRequest(node.init, source)
  )
    return personalNames(node.id, source);
  return [];
}

/** Of a named function's parameter: of rows in a callback, `row.user` is a column. */
function isOfRequest(node: Node, source: Source): boolean {
  let root = bare(node);
  while (root.type === 'MemberExpression' || root.type === 'OptionalMemberExpression')
    root = bare(root.object);
  if (root.type === 'ThisExpression') return true;
  if (root.type !== 'Identifier') return false;
  if (/^_?(?:req|request|ctx|context|c|event|res|response|reply)$/.test(root.name)) return true;
  const binding = source.scopes.resolve(root);
  if (binding?.kind !== 'param') return false;
  const parent = source.tree.parent(binding.declaration);
  return !(
    isInlineFunction(binding.declaration) &&
    parent?.type === 'CallExpression' &&
    /\.(?:map|filter|forEach|reduce|find|some|every|sort|toSorted|flatMap|then)$/.test(
      `.${pathOf(parent.callee).split('.').at(-1) ?? ''}`,
    )
  );
}

/** `async ({ user }) => …`: whoever calls the handler tells it who asks. */
function ofParameters({ source, node }: Piece): readonly Evidence[] {
  const functions = isFunction(node)
    ? [node]
    : source.tree
        .within(node)
        .filter((at) => isFunction(at))
        .slice(0, 1);
  return functions.flatMap(({ params }) =>
    params.flatMap((param) => (param.type === 'ObjectPattern' ? personalNames(param, source) : [])),
  );
}

function personalNames(
  pattern: Extract<Node, { type: 'ObjectPattern' }>,
  source: Source,
): readonly Evidence[] {
  return pattern.properties.flatMap((property) => {
    const name =
      property.type === 'ObjectProperty' && property.key.type === 'Identifier' ? property.key.name : '';
    return OF_PERSON.test(name) || name === 'headers'
      ? [evidence(`takes ${name} of the request`, property, source)]
      : [];
  });
}

function chanceOf(node: Node, source: Source): readonly Evidence[] {
  if (node.type === 'NewExpression' && pathOf(node.callee) === 'Date' && node.arguments.length === 0)
    return [evidence('reads the clock by new Date()', node, source)];
  if (node.type !== 'CallExpression') return [];
  const path = pathOf(node.callee);
  return CHANCE.test(path) || (path === 'Date' && node.arguments.length === 0)
    ? [evidence(`takes time or chance from ${path}()`, node, source)]
    : [];
}

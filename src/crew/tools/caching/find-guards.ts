// Checks of who asks that stand before routes: their answers may be cached behind the check, never before it.
import type { Node } from '@babel/types';
import { pathOf } from '../lint/calls.ts';
import type { FoundRoute } from './sources/find-routes.ts';
import type { Piece, Program } from './sources/program.ts';
import { reach } from './sources/reach.ts';
import { evidence, type Evidence } from './sources/evidence.ts';
import { identityOf } from './sources/request-use.ts';

const NAMES =
  /auth|session|passport|clerk|jwt|login|guard|protect|permission|require_?(?:user|role|admin)|acl|tenant|account/i;
const REGISTERS = /^(?:use|addHook|createServer|onRequest|preHandler)$/;

/** Before every route of the application. */
export function findGuards(program: Program, routes: readonly FoundRoute[]): readonly Evidence[] {
  const stop = new Set<Node>(
    routes.flatMap(({ handler, before }) => [handler.node, ...before.map(({ node }) => node)]),
  );
  const pieces = [...program.sources.values()].flatMap((source) =>
    source.calls.flatMap(({ name, args }) =>
      REGISTERS.test(name)
        ? args.filter(({ type }) => !type.endsWith('Literal')).map((node) => ({ source, node }))
        : [],
    ),
  );
  return unique(pieces.flatMap((piece) => guardsIn(piece, program, stop)));
}

/** Before one route. */
export function guardsOf({ before }: FoundRoute, program: Program): readonly Evidence[] {
  return unique(before.flatMap((piece) => guardsIn(piece, program, new Set())));
}

function guardsIn(piece: Piece, program: Program, stop: ReadonlySet<Node>): readonly Evidence[] {
  const { node, source } = piece;
  const name = node.type === 'CallExpression' ? pathOf(node.callee) : pathOf(node);
  const byName = NAMES.test(name) ? [evidence(`${name} stands before it`, node, source)] : [];
  const read = reach(piece, program, stop).flatMap(({ source: own, nodes }) =>
    nodes.flatMap((each) => identityOf(each, own)),
  );
  return read.length > 0 ? read : byName;
}

function unique(all: readonly Evidence[]): readonly Evidence[] {
  return [...new Map(all.map((each) => [`${each.location.path}:${each.location.line}`, each])).values()];
}

// A line of the code and what it shows.
import type { Node } from '@babel/types';
import type { Location } from '../../../../core/location.ts';
import type { Source } from '../../lint/source.ts';

export interface Evidence {
  readonly text: string;
  readonly location: Location;
}

export function evidence(text: string, node: Node, { path }: Source): Evidence {
  return { text, location: { path, line: node.loc?.start.line ?? 1, side: 'head' } };
}

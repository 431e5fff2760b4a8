// Allocation profiles of any number of processes as one tree of calls, in bytes per request.
import type { PlacedHeap, PlacedHeapNode } from '../../ports/profile-driver.ts';
import { childOf, newTree, type CallNode } from './call-tree.ts';
import type { CodePlaces } from './profiled-function.ts';

export function heapTree(processes: readonly PlacedHeap[], requests: number, places: CodePlaces): CallNode {
  const tree = newTree();
  for (const { nodes } of processes) {
    const byId = new Map(nodes.map((node) => [node.id, node]));
    const found = new Map<number, CallNode>();
    const place = (node: PlacedHeapNode): CallNode => {
      const known = found.get(node.id);
      if (known !== undefined) return known;
      const parent = node.parent === null ? undefined : byId.get(node.parent);
      const at = parent === undefined ? tree : childOf(place(parent), node.frame, places);
      found.set(node.id, at);
      return at;
    };
    for (const node of nodes) place(node).selfCost += node.sizeBytes / Math.max(1, requests);
  }
  return tree;
}

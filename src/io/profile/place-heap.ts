// Puts every frame of a heap profile into its source, and makes the tree a list.
import type { PlacedHeap } from '../../ports/profile-driver.ts';
import { openScripts } from './open-scripts.ts';
import { frameOf } from './place-profile.ts';
import type { RawHeapNode, RawHeapProfile } from './raw-profile.ts';

export function placeHeap({ profile, scripts }: RawHeapProfile): PlacedHeap {
  const opened = openScripts(scripts);
  const nodes: PlacedHeap['nodes'] = [];
  const pending: { readonly node: RawHeapNode; readonly parent: number | null }[] = [
    { node: profile.head, parent: null },
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, parent } = next;
    nodes.push({ id: node.id, parent, frame: frameOf(node.callFrame, opened), sizeBytes: node.selfSize });
    for (const child of node.children) pending.push({ node: child, parent: node.id });
  }
  return { nodes };
}

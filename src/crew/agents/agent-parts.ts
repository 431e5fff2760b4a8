// Which kinds of additions an agent can make, by the documents it writes.

export interface AgentParts {
  readonly bottlenecks: boolean;
  readonly proposals: boolean;
  /** Names of its documents that take remarks. */
  readonly markdown: readonly string[];
}

/** `drafts`: its documents as the tools have made them. */
export function partsOf(drafts: Readonly<Record<string, unknown>>): AgentParts {
  return {
    bottlenecks: Object.hasOwn(drafts, 'bottlenecks'),
    proposals: Object.hasOwn(drafts, 'proposals'),
    markdown: Object.keys(drafts).filter((name) => typeof drafts[name] === 'string'),
  };
}

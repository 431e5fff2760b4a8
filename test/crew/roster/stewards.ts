// A crew of five from another field, as its user would write it down, and the same as a value for tests of single parts.
import type { SourceFile } from '../../../src/crew/source-file.ts';

const FOLDER = '.github/perfcrew/crew/stewardship';

const TEXTS: Readonly<Record<string, string>> = {
  crew: `---
name: stewardship
purpose: Look after a holding until it is sold.
given: [portfolio]
phases:
  - { name: prepare, agents: [growth-specialist, exit-adviser, coordinator] }
  - { name: realise, agents: [value-manager] }
---
Figures are in euros.
`,
  'growth-specialist': `---
name: growth-specialist
role: Growth specialist
goal: Name the levers with most to gain.
reads: [portfolio]
writes: [growth-levers]
forms: { growth-levers: json }
tier: fast
cache: exploration
---
Name at most three levers.
`,
  'exit-adviser': `---
name: exit-adviser
role: Exit adviser
goal: Say what a buyer will ask.
reads: [growth-levers]
writes: [exit-memo]
escalates_to: coordinator
tier: fast
---
Write the memo a buyer will want to see.
`,
  coordinator: `---
name: coordinator
role: Coordinator
goal: Put one decision before the owner.
kind: coordinator
reads: [growth-levers, exit-memo]
writes: [decision-memo]
forms: { decision-memo: markdown }
tier: strong
---
One decision, at most one page.
`,
  owner: `---
name: owner
role: Owner
goal: Decide.
kind: human
reads: [decision-memo]
writes: [owner-approval]
approval:
  asks: Shall we go on as the memo proposes?
  who: [owner, '@ada']
---
`,
  'value-manager': `---
name: value-manager
role: Value manager
goal: Turn the decision into a plan.
reads: [decision-memo, owner-approval]
writes: [value-plan]
forms: { value-plan: markdown }
tier: fast
---
Steps with dates and euros.
`,
};

/** The files, with some of them changed; null takes one away. */
export function stewardFiles(changes: Readonly<Record<string, string | null>> = {}): readonly SourceFile[] {
  return Object.entries({ ...TEXTS, ...changes }).flatMap(([name, text]) =>
    text === null ? [] : [{ path: `${FOLDER}/${name}.md`, text }],
  );
}

/** One file with a piece of its text replaced. */
export function edited(name: string, from: string, to: string): Record<string, string> {
  const text = TEXTS[name] ?? '';
  if (!text.includes(from)) throw new Error(`${name}.md has no ${from}`);
  return { [name]: text.replace(from, to) };
}

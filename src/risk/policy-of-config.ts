// The policy as the repository wants it: the shipped one with its words added, changed or taken out.
import type { Config } from '../config/config.ts';
import { policyNamed } from './policies.ts';
import type { DomainWords, Policy } from './policy.ts';

/** `risk.domains` maps a word to points: 0 takes it out, a known domain gets new points, any other word is a new domain. */
export function policyOfConfig(config: Config): Policy {
  const policy = policyNamed(config.risk.policy);
  const domains: Record<string, DomainWords> = { ...policy.domains };
  for (const [written, points] of Object.entries(config.risk.domains)) {
    const word = written.trim().toLowerCase();
    const known = domains[word];
    if (points === 0) removeWord(domains, word);
    else if (known === undefined) domains[word] = { points, words: [word], forcesFull: false };
    else domains[word] = { ...known, points };
  }
  return { ...policy, domains };
}

/** The name of a domain takes the whole domain out, another word only itself. */
function removeWord(domains: Record<string, DomainWords>, word: string): void {
  if (domains[word] !== undefined) {
    delete domains[word];
    return;
  }
  for (const [name, domain] of Object.entries(domains)) {
    if (!domain.words.includes(word)) continue;
    domains[name] = { ...domain, words: domain.words.filter((other) => other !== word) };
  }
}

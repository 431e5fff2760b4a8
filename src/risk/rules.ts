// The list of rules, in the order their factors are told.
import type { RiskRule } from './rule.ts';
import { base } from './rules/base.ts';
import { breaking } from './rules/breaking.ts';
import { domains } from './rules/domains.ts';
import { newFunctions } from './rules/new-functions.ts';
import { onlyKind } from './rules/only-kind.ts';
import { production } from './rules/production.ts';
import { size } from './rules/size.ts';
import { sqlWords } from './rules/sql-words.ts';

export const RULES = [
  onlyKind,
  base,
  domains,
  size,
  newFunctions,
  sqlWords,
  production,
  breaking,
] as const satisfies readonly RiskRule[];

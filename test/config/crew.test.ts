// What a person may say about the agents, and what is said back where it does not fit.
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.ts';

function messageOf(text: string): string {
  try {
    parseConfig(text);
  } catch (error) {
    return String(error);
  }
  throw new Error('Expected the configuration to be refused');
}

test('nothing said is a dollar a run, the performance crew and the shipped models', () => {
  expect(parseConfig(null).crew).toEqual({
    automation: 'assisted',
    model: 'auto',
    budget: { usd_per_run: null, usd_per_day: null, usd_per_month: null, runs_per_user_per_hour: 5 },
    models: { fast: null, strong: null, deepest: null },
    crews: ['performance'],
    reviewers: null,
    caching: { review_hours: 24, exploration_hours: 1, architecture_hours: 48, security_hours: 6 },
  });
});

test('a model is a name, or a group with its prices', () => {
  const { crew } = parseConfig(`crew:
  models:
    fast: claude-haiku-5-5
    strong: { name: our-model, input_usd_per_million: 1, output_usd_per_million: 4 }
`);
  expect(crew.models.fast).toBe('claude-haiku-5-5');
  expect(crew.models.strong).toMatchObject({ name: 'our-model', context_tokens: 200_000 });
});

describe('what is wrong', () => {
  test('has its place and its mend', () => {
    expect(
      messageOf(`crew:
  model: "on"
  budget: { usd_per_run: 5 USD, per_day: 3 }
  models:
    fast: 3
    strong: { name: ours, input_usd_per_million: 1 }
    deepest: { name: ours, input_usd_per_million: 1, output_usd_per_million: 2, output_price: 3 }
  reviewers: Review
  crews: [Performance Crew]
  caching: { review_hours: 9000 }
`),
    ).toMatchInlineSnapshot(`
      "Problem: .github/perfcrew.yml has 9 errors:
        2:3 crew.model: found "on", expected one of \`auto\`, \`off\`. Write one of them.
        3:13 crew.budget.usd_per_run: found "5 USD", expected a number. Write \`5\`, without unit or quotes.
        3:33 crew.budget.per_day: unknown key. Did you mean \`usd_per_day\`? Rename it.
        5:5 crew.models.fast: found 3, expected text, a group of keys. Write one of these.
        6:5 crew.models.strong.output_usd_per_million: missing, expected a number. Add \`output_usd_per_million:\` with a number.
        7:81 crew.models.deepest.output_price: unknown key. Delete it; known here: \`name\`, \`input_usd_per_million\`, \`output_usd_per_million\`, \`cache_write_usd_per_million\`, \`cache_write_hour_usd_per_million\`, \`cache_read_usd_per_million\`, \`context_tokens\`, \`max_output_tokens\`.
        8:3 crew.reviewers: found "Review", expected a list. Write a list: one line \`- …\` for each item.
        9:11 crew.crews[0]: found "Performance Crew": Expected a name in lower case, e.g. security-sentinel. Change the value.
        10:14 crew.caching.review_hours: found 9000, expected at most 8760. Write at most 8760."
    `);
  });
});

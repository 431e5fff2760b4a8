// What a call costs, and the most it can cost. Counted in whole nano-dollars: sums of them are exact in any order.
import type { ModelUsage } from '../../ports/model.ts';
import type { CataloguedModel, ModelPrices } from '../model-catalogue.ts';

export interface CallBounds {
  /** The whole prompt, system and tools included. */
  readonly mostInputTokens: number;
  readonly maxOutputTokens: number;
  /** Failed attempts are billed too. */
  readonly mostAttempts: number;
  readonly cachedFor: 'not' | '5m' | '1h';
}

export function costNanoUsd(
  usage: ModelUsage,
  model: CataloguedModel,
  { cachedFor }: Pick<CallBounds, 'cachedFor'>,
): number {
  const { inputTokens, outputTokens, cacheWriteTokens, cacheReadTokens } = usage;
  const prices = pricesFor(inputTokens + cacheWriteTokens + cacheReadTokens, model);
  return Math.ceil(
    inputTokens * nano(prices.input) +
      outputTokens * nano(prices.output) +
      cacheWriteTokens * nano(cachedFor === '1h' ? prices.cacheWriteHour : prices.cacheWrite) +
      cacheReadTokens * nano(prices.cacheRead),
  );
}

/** No attempt finds anything in the cache, each writes all of it there and answers to its limit. */
export function worstCaseNanoUsd(
  { mostInputTokens, maxOutputTokens, mostAttempts, cachedFor }: CallBounds,
  model: CataloguedModel,
): number {
  const prices = pricesFor(mostInputTokens, model);
  const writing = { not: 0, '5m': prices.cacheWrite, '1h': prices.cacheWriteHour }[cachedFor];
  const input = Math.max(prices.input, prices.cacheRead, writing);
  return Math.ceil(mostAttempts * (mostInputTokens * nano(input) + maxOutputTokens * nano(prices.output)));
}

export function usd(nanoUsd: number): number {
  return nanoUsd / 1e9;
}

export function nanoUsd(amountUsd: number): number {
  return Math.round(amountUsd * 1e9);
}

/** USD per million tokens in nano-dollars a token, free of binary dust such as 0.125 × 1000. */
function nano(usdPerMillion: number): number {
  return Math.round(usdPerMillion * 1e6) / 1000;
}

/** Usage of several attempts together may look like one long prompt; that errs to the dear side. */
function pricesFor(promptTokens: number, { usdPerMillion, longPrompt }: CataloguedModel): ModelPrices {
  return longPrompt !== null && promptTokens > longPrompt.overTokens
    ? longPrompt.usdPerMillion
    : usdPerMillion;
}

// Which tier of models does a task: the cheapest that its complexity allows, unless somebody said otherwise.
import { z } from 'zod';
import { MODEL_TIERS, type ModelTier } from '../model-catalogue.ts';
import { assessComplexity, type ComplexityFactor, type TaskFeatures } from './complexity.ts';

const tierSchema = z.enum(MODEL_TIERS);

export const routingSettingsSchema = z
  .strictObject({
    /** Below it the fast tier does the task alone. */
    fastBelow: z.number().min(0).max(100).default(30),
    /** Below it the fast tier does it and a stronger one reviews; from it on the stronger one does it. */
    reviewedBelow: z.number().min(0).max(100).default(60),
    /** A tier for every agent, and one for single agents by name. */
    tier: tierSchema.nullable().default(null),
    agents: z.record(z.string().max(200), tierSchema).default({}),
  })
  .refine(({ fastBelow, reviewedBelow }) => fastBelow <= reviewedBelow, {
    path: ['reviewedBelow'],
    message: 'must not be below fastBelow',
  });

export type RoutingSettings = Readonly<z.infer<typeof routingSettingsSchema>>;

export interface Route {
  readonly tier: ModelTier;
  /** The tier that reviews the answer; null where nobody has to. */
  readonly reviewedBy: ModelTier | null;
  readonly score: number;
  readonly factors: readonly ComplexityFactor[];
  readonly reason: string;
}

export function routeTask(
  { agent, features }: { readonly agent: string; readonly features: TaskFeatures },
  settings: RoutingSettings,
): Route {
  const { score, factors } = assessComplexity(features);
  const route = (tier: ModelTier, reason: string, reviewedBy: ModelTier | null = null): Route => ({
    tier,
    reviewedBy,
    score,
    factors,
    reason,
  });
  const own = Object.hasOwn(settings.agents, agent) ? settings.agents[agent] : undefined;
  if (own !== undefined) return route(own, `The configuration gives ${agent} the tier ${own}.`);
  if (settings.tier !== null)
    return route(settings.tier, `The configuration gives every agent the tier ${settings.tier}.`);
  if (features.security) return route('deepest', 'Security is judged by the deepest tier.');
  if (features.criticalReasoning) return route('deepest', 'The task asks for critical reasoning.');
  if (score < settings.fastBelow) return route('fast', `Complexity ${score} is below ${settings.fastBelow}.`);
  if (score < settings.reviewedBelow) {
    return route(
      'fast',
      `Complexity ${score} is below ${settings.reviewedBelow}; a stronger model reviews.`,
      'strong',
    );
  }
  return route('strong', `Complexity ${score} is ${settings.reviewedBelow} or more.`);
}

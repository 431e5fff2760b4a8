// How providers write their keys, as they publish it: a prefix of their own makes a key sure without guessing.
// GitHub, "Behind GitHub's new authentication token formats" (2021); AWS IAM, unique identifiers; Stripe, Slack, npm, Google and
// Anthropic/OpenAI as their documentation shows keys; private keys by RFC 7468; JWT by RFC 7519.

export interface SecretShape {
  /** The end of the rule's name. */
  readonly id: string;
  readonly kind: string;
  /** The secret is the first group, else the whole match. */
  readonly pattern: RegExp;
  readonly severity: 'low' | 'medium' | 'high';
  /** Printed in fixtures for good reasons, so that there it says nothing. */
  readonly isCommonInTests: boolean;
}

const shape = (id: string, kind: string, pattern: RegExp): SecretShape => ({
  id,
  kind,
  pattern,
  severity: 'high',
  isCommonInTests: false,
});

export const SHAPES: readonly SecretShape[] = [
  shape(
    'github-token',
    'GitHub token',
    /\b(?:gh[pousr]_[A-Za-z0-9]{36,251}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})\b/g,
  ),
  shape(
    'github-token',
    'GitHub installation token',
    /\bghs_\d+_eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+/g,
  ),
  shape('aws-access-key', 'AWS access key id', /(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Z0-9])/g),
  shape(
    'aws-secret-key',
    'AWS secret access key',
    /aws_?(?:secret)?_?(?:access)?_?key['"]?\s*[:=]\s*['"]?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/gi,
  ),
  shape(
    'slack-token',
    'Slack token',
    /\bxox[abeoprs](?:\.xox[bp])?-[A-Za-z0-9-]{20,}|\bxapp-\d-[A-Z0-9]+-\d+-[a-z0-9]{32,}/g,
  ),
  shape(
    'slack-webhook',
    'Slack webhook',
    /hooks\.slack\.com\/services\/(T[A-Z0-9]{8,}\/B[A-Z0-9]{8,}\/[A-Za-z0-9]{20,})/g,
  ),
  shape('stripe-key', 'Stripe live key', /\b[rs]k_live_[A-Za-z0-9]{20,}/g),
  shape('stripe-key', 'Stripe webhook secret', /\bwhsec_[A-Za-z0-9+/]{32,}/g),
  shape('google-key', 'Google API key', /\bAIza[0-9A-Za-z_-]{35}(?![0-9A-Za-z_-])/g),
  shape('google-key', 'Google OAuth client secret', /\bGOCSPX-[A-Za-z0-9_-]{28}(?![0-9A-Za-z_-])/g),
  shape('anthropic-key', 'Anthropic key', /\bsk-ant-(?:api|admin|oat)\d{2}-[A-Za-z0-9_-]{40,}/g),
  shape(
    'openai-key',
    'OpenAI key',
    /\bsk-(?:proj|svcacct|admin)-[A-Za-z0-9_-]{40,}|\bsk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}\b/g,
  ),
  shape('npm-token', 'npm token', /\bnpm_[A-Za-z0-9]{36}\b/g),
  {
    id: 'private-key',
    kind: 'private key',
    pattern: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\s|\\n|\\r)*([A-Za-z0-9+/=\s\\]{60,})/g,
    severity: 'high',
    isCommonInTests: true,
  },
  {
    id: 'signed-token',
    kind: 'signed token (JWT)',
    pattern: /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}/g,
    severity: 'medium',
    isCommonInTests: true,
  },
];

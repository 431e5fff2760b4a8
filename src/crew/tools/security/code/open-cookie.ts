// Cookies of a login that scripts can read, or that travel unencrypted.
import type { Node } from '@babel/types';
import { type CodeRule, hit } from './code-rule.ts';
import { isFalse, isWrittenOut, optionOf } from './objects.ts';
import { certainText } from './texts.ts';

const LOGIN = /sess|token|auth|jwt|^sid$|_sid$|login|remember/i;

export const openCookie: CodeRule = {
  id: 'open-cookie',
  severity: 'medium',
  confidence: 'medium',
  cwe: 'CWE-1004',
  why: 'Without httpOnly one injected script takes the login away; without secure anyone on the way does.',
  mend: "Set `httpOnly: true`, `secure: true` and `sameSite: 'lax'` on it.",
  bad: "app.post('/login', (req, res) => { res.cookie('session', newSession(req.body.user)); });",
  good: "app.post('/login', (req, res) => {\n  res.cookie('session', newSession(), { httpOnly: true, secure: true, sameSite: 'lax' });\n  res.cookie('theme', 'dark');\n});",
  check: (source) =>
    source.calls.flatMap(({ node, name, object, args }) => {
      const [first, , options] = args;
      if (name === 'cookie' && object !== null && args.length > 1) {
        const missing = LOGIN.test(certainText(first, source)) ? missingFlags(options) : [];
        return missing.length > 0
          ? [hit(node, `The cookie of a login is set without ${missing.join(' and ')}.`)]
          : [];
      }
      const cookie = /^(session|cookieSession)$/.test(name)
        ? (optionOf(first, 'cookie') ?? first)
        : undefined;
      const off = ['httpOnly', 'secure'].filter((flag) => isFalse(optionOf(cookie, flag)));
      return off.length > 0
        ? [hit(node, `The cookie of the session has ${off.join(' and ')} switched off.`)]
        : [];
    }),
};

/** Nothing is said of options that stand elsewhere. */
function missingFlags(options: Node | undefined): readonly string[] {
  if (options === undefined) return ['httpOnly', 'secure'];
  if (!isWrittenOut(options)) return [];
  return ['httpOnly', 'secure'].filter((flag) => {
    const value = optionOf(options, flag);
    return value === null || isFalse(value);
  });
}

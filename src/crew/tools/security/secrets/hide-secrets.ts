// Takes secrets out of a text that is kept or sent: every letter of one becomes a star, lines and lengths stay.
import { secretsIn } from './find-secrets.ts';

/** `path`, where the text is of a file: what is made up there stays. */
export function hideSecrets(text: string, path = 'text'): string {
  let hidden = '';
  let at = 0;
  for (const secret of secretsIn({ path, text }).toSorted((one, other) => one.at - other.at)) {
    hidden += text.slice(at, secret.at) + secret.value.replaceAll(/[^\s]/g, '*');
    at = secret.at + secret.value.length;
  }
  return hidden + text.slice(at);
}

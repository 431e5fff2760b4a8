// Takes the model's key and address from the environment, and makes sure that the key is never told.
import { Problem } from '../../core/problem.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const KEY_NAME = 'ANTHROPIC_API_KEY';
/** The first one that is set counts; the second is also read by other programs on the machine. */
const ADDRESS_NAMES = ['PERFCREW_MODEL_BASE_URL', 'ANTHROPIC_BASE_URL'] as const;

/** Whether agents can use a model here at all. */
export function hasModelKey(environment: Environment): boolean {
  return (environment[KEY_NAME]?.trim() ?? '') !== '';
}

export function readModelKey(environment: Environment): string {
  const key = environment[KEY_NAME]?.trim() ?? '';
  if (key === '') {
    throw new Problem('input-invalid', {
      what: `The variable ${KEY_NAME} is not set here.`,
      mend: `Set ${KEY_NAME}, on GitHub as \`env: { ${KEY_NAME}: \${{ secrets.${KEY_NAME} }} }\` of the step.`,
    });
  }
  // Such a value cannot be a header, and the error of the platform would show it.
  if (/[^\u0021-\u007e]/.test(key)) {
    throw new Problem('input-invalid', {
      what: `The variable ${KEY_NAME} holds a space, a line break or another character that no key has.`,
      mend: `Set ${KEY_NAME} anew as one line.`,
    });
  }
  return key;
}

/** Takes the key out of an environment, so that no child process is handed it, and gives what an adapter needs to see. */
export function withdrawModelKey(environment: Record<string, string | undefined>): Environment {
  const names = [KEY_NAME, ...ADDRESS_NAMES];
  const taken = Object.fromEntries(names.map((name) => [name, environment[name]]));
  delete environment[KEY_NAME];
  return taken;
}

/** The configured address goes before the variables; null is the provider's own. */
export function readModelAddress(configured: string | null, environment: Environment): string | null {
  const name = ADDRESS_NAMES.find((one) => (environment[one]?.trim() ?? '') !== '') ?? ADDRESS_NAMES[0];
  const text = configured ?? environment[name]?.trim() ?? '';
  if (text === '') return null;
  const address = URL.parse(text);
  if (address === null || !/^https?:$/.test(address.protocol)) {
    throw new Problem('config-invalid', {
      what: 'The address of the model is not an http or https address.',
      mend: `Write ${name} as in \`https://models.example.com\`.`,
    });
  }
  if (address.username !== '' || address.password !== '') {
    throw new Problem('config-invalid', {
      what: 'The address of the model holds a user or a password.',
      mend: `Take them out of ${name}; the key goes into ${KEY_NAME}.`,
    });
  }
  if (address.protocol === 'http:' && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(address.hostname)) {
    throw new Problem('config-invalid', {
      what: `The address of the model is ${address.origin}, where the key would travel in the clear.`,
      mend: `Write ${name} with https.`,
    });
  }
  return `${address.origin}${address.pathname.replace(/\/+$/, '')}`;
}

/** Takes the key out of a text, in every form in which a server or a file may repeat it. */
export function keyRedactor(environment: Environment): (text: string) => string {
  const key = environment[KEY_NAME]?.trim() ?? '';
  // A shorter value is no key, and taking it out would tear words.
  if (key.length < 8) return (text) => text;
  const forms = new Set([
    key,
    encodeURIComponent(key),
    JSON.stringify(key).slice(1, -1),
    Buffer.from(key, 'utf8').toString('base64'),
    Buffer.from(key, 'utf8').toString('base64url'),
    Buffer.from(key, 'utf8').toString('hex'),
  ]);
  return (text) => [...forms].reduce((rest, form) => rest.replaceAll(form, '[key]'), text);
}

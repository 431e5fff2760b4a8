// Takes the credentials of the metrics server from the variables that the configuration names; their values are never told.
import { Problem } from '../../core/problem.ts';

export interface PrometheusLogin {
  /** Name of the variable that holds a bearer token. */
  readonly token_env: string | null;
  /** Name of the variable that holds `user:password`. */
  readonly basic_auth_env: string | null;
}

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Credentials {
  readonly headers: Readonly<Record<string, string>>;
  /** What must never be shown, in every form in which a server may repeat it. */
  readonly secrets: readonly string[];
}

/** Bearer: RFC 6750; basic: RFC 7617, in UTF-8. */
export function readCredentials(login: PrometheusLogin, environment: Environment): Credentials {
  const { token_env: tokenName, basic_auth_env: basicName } = login;
  if (tokenName !== null && basicName !== null) {
    throw new Problem('config-invalid', {
      what: '`production.prometheus` names both `token_env` and `basic_auth_env`.',
      mend: 'Delete one of the two.',
    });
  }
  if (tokenName !== null) {
    const token = valueOf(tokenName, environment);
    return { headers: { authorization: `Bearer ${token}` }, secrets: [token] };
  }
  if (basicName !== null) {
    const pair = valueOf(basicName, environment);
    const encoded = Buffer.from(pair, 'utf8').toString('base64');
    const password = pair.slice(pair.indexOf(':') + 1);
    return { headers: { authorization: `Basic ${encoded}` }, secrets: [pair, encoded, password] };
  }
  return { headers: {}, secrets: [] };
}

function valueOf(name: string, environment: Environment): string {
  const value = environment[name]?.trim() ?? '';
  if (value === '') {
    throw new Problem('input-invalid', {
      what: `The variable ${name}, which \`production.prometheus\` names, is not set here.`,
      mend: `Set ${name}, on GitHub as \`env: { ${name}: \${{ secrets.${name} }} }\` of the step.`,
    });
  }
  // Such a value cannot be a header, and the error of the platform would show it.
  if (/[^\u0020-\u007e\u0080-\uffff]/.test(value)) {
    throw new Problem('input-invalid', {
      what: `The variable ${name} holds a line break or a control character.`,
      mend: `Set ${name} anew as one line.`,
    });
  }
  return value;
}

// Finds in `production` what no single key can know: two logins, a login in the address or a header, a selection nobody uses.
import type { Complaint } from './complaint.ts';
import type { Outline } from './outline.ts';
import { secretIn } from './secret-shapes.ts';

export function checkProduction({ production }: Outline): readonly Complaint[] {
  if (production === undefined) return [];
  return [...checkLogin(production.prometheus), ...checkSelection(production)];
}

type OutlinedProduction = NonNullable<Outline['production']>;

/** Variables that GitHub or a package registry fills for somebody else than the metrics server. */
const NOT_OURS = /^(GITHUB_|GH_|ACTIONS_|INPUT_|NPM_|NODE_AUTH_|AWS_|AZURE_|GOOGLE_)/i;

function checkLogin(login: OutlinedProduction['prometheus']): readonly Complaint[] {
  const { url, token_env: token, basic_auth_env: basic, headers } = login;
  const at = ['production', 'prometheus'];
  const address = URL.parse(url ?? '');
  const complaints: Complaint[] = [];
  if (url !== undefined && (address === null || !/^https?:$/.test(address.protocol))) {
    complaints.push({
      at: [...at, 'url'],
      what: 'is not an http or https address',
      mend: 'Write it as in `url: https://prometheus.example.com`',
    });
  }
  if (address !== null && (address.username !== '' || address.password !== '')) {
    complaints.push({
      at: [...at, 'url'],
      what: 'the address holds a user or a password, and everybody who reads the repository would see it',
      mend: 'Take them out, put `user:password` into a variable, and name that in `basic_auth_env:`',
    });
  }
  if (token !== undefined && basic !== undefined) {
    complaints.push({
      at: [...at, 'basic_auth_env'],
      what: 'there is `token_env` as well, and a request carries one login',
      mend: 'Keep `token_env:` for a bearer token, `basic_auth_env:` for `user:password`',
    });
  }
  for (const [key, name] of Object.entries({ token_env: token, basic_auth_env: basic })) {
    if (name === undefined || !NOT_OURS.test(name)) continue;
    complaints.push({
      at: [...at, key],
      what: `\`${name}\` holds a secret that is not meant for a metrics server`,
      mend: 'Name a variable of its own, such as PROMETHEUS_TOKEN',
    });
  }
  for (const [name, value] of Object.entries(headers)) {
    const isLogin = /^(proxy-)?authorization$|^cookie$/i.test(name);
    const kind = isLogin ? 'a login' : secretIn(name, value);
    if (kind === null) continue;
    complaints.push({
      at: [...at, 'headers', name],
      what: `the value looks like ${kind}, and everybody who reads the repository would see it`,
      mend: 'Put it into a variable, and name that in `token_env:` or `basic_auth_env:`',
    });
  }
  return complaints;
}

function checkSelection({ select = '', queries }: OutlinedProduction): readonly Complaint[] {
  if (select === '' || queries === undefined) return [];
  const texts = [queries.traffic, queries.latency].filter((text) => text !== undefined);
  if (texts.length === 0 || texts.some((text) => text.includes('$select'))) return [];
  return [
    {
      at: ['production', 'select'],
      what: 'none of your own queries holds `$select`, so it selects nothing',
      mend: 'Write `$select` between the braces of the queries, or delete the line',
    },
  ];
}

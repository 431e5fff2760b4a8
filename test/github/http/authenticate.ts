// Turns an Authorization header into a caller; a credential that is wrong is refused and never treated as somebody.
import { verify } from 'node:crypto';
import type { Hub } from '../hub.ts';
import { isObject, parseJson, toText, type JsonObject } from '../json.ts';
import type { App, Caller } from '../model/app.ts';
import { ApiError, badCredentials } from './answer.ts';

export function authenticate(hub: Hub, authorization: string | undefined): Caller {
  if (authorization === undefined || authorization === '') return { kind: 'anonymous' };
  const [scheme = '', credential = ''] = authorization.split(/\s+/, 2);
  switch (scheme.toLowerCase()) {
    case 'bearer':
    case 'token':
      return credential.split('.').length === 3 && !credential.startsWith('ghs_')
        ? { kind: 'app', app: appOfJwt(hub, credential) }
        : callerOfToken(hub, credential);
    case 'basic': {
      const [user = '', password = ''] = splitOnce(Buffer.from(credential, 'base64').toString(), ':');
      return callerOfToken(hub, password === '' || password === 'x-oauth-basic' ? user : password);
    }
    default:
      throw badCredentials();
  }
}

function callerOfToken(hub: Hub, token: string): Caller {
  const account = hub.userTokens.get(token);
  if (account !== undefined) return { kind: 'user', account };
  const installation = hub.installationTokens.get(token);
  if (installation === undefined || installation.expiresAt <= hub.clock.now()) throw badCredentials();
  return installation;
}

/** The JWT's times are compared with real time: clients make it from their own clock. */
function appOfJwt(hub: Hub, jwt: string): App {
  const [header = '', payload = '', signature = ''] = jwt.split('.');
  const claims = decode(payload);
  const app = [...hub.apps.values()].find((app) => String(app.id) === toText(claims['iss']));
  if (app === undefined) throw new ApiError(401, 'Integration must generate a public key');
  const signed = verify(
    'RSA-SHA256',
    Buffer.from(`${header}.${payload}`),
    app.publicKey,
    Buffer.from(signature, 'base64url'),
  );
  if (decode(header)['alg'] !== 'RS256' || !signed) {
    throw new ApiError(401, 'A JSON web token could not be decoded');
  }
  const { iat, exp } = claims;
  const now = Date.now() / 1000;
  if (typeof iat !== 'number' || iat > now + 60) {
    throw new ApiError(
      401,
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
  }
  if (typeof exp !== 'number' || exp < now) {
    throw new ApiError(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  }
  if (exp > now + 660) throw new ApiError(401, "'Expiration time' claim ('exp') is too far in the future");
  return app;
}

function decode(part: string): JsonObject {
  try {
    const value = parseJson(Buffer.from(part, 'base64url').toString());
    return isObject(value) ? value : {};
  } catch {
    throw new ApiError(401, 'A JSON web token could not be decoded');
  }
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

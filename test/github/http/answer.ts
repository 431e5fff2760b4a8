// What a route answers, and the errors in the shape and words GitHub gives them.
import type { Json, JsonObject } from '../json.ts';

export interface Answer {
  readonly status: number;
  /** JSON, or the raw bytes of a file with its content type among the headers. */
  readonly body: Json | Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

export const ok = (body: Json | Buffer, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status: 200,
  body,
  headers,
});
export const created = (body: Json): Answer => ({ status: 201, body, headers: {} });
export const noContent = (): Answer => ({ status: 204, body: null, headers: {} });
export const found = (location: string): Answer => ({ status: 302, body: null, headers: { location } });

export class ApiError extends Error {
  readonly status: number;
  readonly errors: readonly Json[] | null;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    more: {
      readonly errors?: readonly Json[];
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(message);
    this.status = status;
    this.errors = more.errors ?? null;
    this.headers = more.headers ?? {};
  }
}

export const notFound = (): ApiError => new ApiError(404, 'Not Found');
export const badCredentials = (): ApiError => new ApiError(401, 'Bad credentials');
export const requiresAuthentication = (): ApiError => new ApiError(401, 'Requires authentication');
export const invalid = (detail: string): ApiError => new ApiError(422, `Invalid request.\n\n${detail}`);
export const validationFailed = (...errors: readonly Json[]): ApiError =>
  new ApiError(422, 'Validation Failed', { errors });

export function errorBody(error: ApiError): JsonObject {
  return {
    message: error.message,
    ...(error.errors === null ? {} : { errors: error.errors }),
    documentation_url: 'https://docs.github.com/rest',
    status: String(error.status),
  };
}

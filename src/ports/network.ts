// Loopback only: finding a port and asking a server whether it is there.

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly timeoutMs: number;
}

export interface Network {
  freePort(): Promise<number>;
  /** One request; null where nobody answers in time. */
  request(request: HttpRequest): Promise<HttpAnswer | null>;
}

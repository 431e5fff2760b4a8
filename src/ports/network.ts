// Loopback only: finding a port and asking a server whether it is there.

export interface HttpAnswer {
  readonly status: number;
  /** Lines of one name are joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Headers line by line with lower-case names, so that cookies stay apart. Absent where the network cannot tell. */
  readonly headerLines?: readonly (readonly [name: string, value: string])[];
  /** The body with its content-encoding undone, byte for byte. Absent where the network cannot tell. */
  readonly bytes?: Uint8Array;
  /** True where the body was longer than was read, or broke off. */
  readonly isCut?: boolean;
}

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly timeoutMs: number;
  /** How much of the body is read, encoded and decoded; 16 MB by default. */
  readonly bodyLimitBytes?: number;
  /** Ends the waiting: null is answered then. */
  readonly signal?: AbortSignal;
}

export interface Network {
  freePort(): Promise<number>;
  /** One request; null where nobody answers in time. */
  request(request: HttpRequest): Promise<HttpAnswer | null>;
}

// What an app asks its database while it answers requests, watched from inside its Node processes or on the wire.

export interface CapturedParameter {
  /** As the app gave it; what only Postgres can read stands as its text. */
  readonly value: string | number | boolean | null;
  /** Postgres's name of the type where the wire told it, e.g. `int4`. */
  readonly type: string | null;
}

export interface CallFrame {
  /** Absolute path. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly function: string | null;
}

export interface CapturedStatement {
  /** Null outside of any request, and where only the wire was watched. */
  readonly requestId: string | null;
  /** `wire`, or the driver that was watched. */
  readonly driver: string;
  readonly sql: string;
  readonly parameters: readonly CapturedParameter[];
  /** Since the epoch. */
  readonly atMs: number;
  /** Null where the end was not seen. */
  readonly durationMs: number | null;
  readonly rows: number | null;
  /** SQLSTATE, or the driver's words. */
  readonly failure: string | null;
  /** Frames of the app's own code, nearest first. */
  readonly frames: readonly CallFrame[];
  /** The text or the parameters were too large to keep whole. */
  readonly isTruncated: boolean;
}

export interface CapturedRequest {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** How many statements it ran, kept or not. */
  readonly statements: number;
}

export interface HookCapture {
  readonly statements: readonly CapturedStatement[];
  readonly requests: readonly CapturedRequest[];
  /** Requests begun; more than `requests` where a route had enough kept. */
  readonly seenRequests: number;
  readonly droppedStatements: number;
  /** What went wrong inside the hook, which the app never notices. */
  readonly failures: { readonly count: number; readonly messages: readonly string[] };
}

export interface WireCapture {
  readonly statements: readonly CapturedStatement[];
  /** More than `statements` where those are a sample. */
  readonly seenStatements: number;
}

export interface WireProxy extends AsyncDisposable {
  /** The server's URL with the proxy's address in it, for the app. Passwords stay as they are. */
  readonly url: string;
  take(): WireCapture;
}

export interface SqlCapture {
  /** The environment that loads the hook into every Node process of an app. */
  hook(place: {
    /** Private folder the sockets go to, of this hook alone; its path must be short. */
    readonly socketsDirectory: string;
    /** The app's own, which stays in force. */
    readonly nodeOptions?: string | undefined;
  }): Readonly<Record<string, string>>;
  /** Takes from every process that answers; what is taken is gone there. */
  takeHook(socketsDirectory: string): Promise<HookCapture>;
  /** For an app in any language: a proxy before the server at this URL. */
  watchWire(serverUrl: string): Promise<WireProxy>;
}

/** Options of a simulator. Tests shorten the delays; the playground uses those of the real server. */
export interface DocumentServerOptions {
  readonly host?: string;
  /** 0 chooses a free port. */
  readonly port?: number;
  /** Secret of incoming tokens: editor configs, commands, conversions. */
  readonly jwtSecret: string;
  /** Secret of outgoing tokens: callbacks and downloads. `jwtSecret` by default. */
  readonly jwtSecretOutbox?: string;
  /** Delay between the last editor's leaving and the final save. */
  readonly saveDelayMs?: number;
  /** Delays before the retries of a final save that got 429, 5xx or no answer. */
  readonly retryDelaysMs?: readonly number[];
  /** Delay between the three attempts to fetch `document.url`. */
  readonly downloadRetryDelayMs?: number;
  /** How long after a save editors of its key are asked to fetch a new key. */
  readonly updateVersionMs?: number;
  readonly maxDownloadBytes?: number;
  readonly callbackTimeoutMs?: number;
  /** How long the answers to commands take, until `delayCommands` says otherwise. */
  readonly commandDelayMs?: number;
  /** Base of the file links; by default it is taken from the opener's Host header. */
  readonly externalUrl?: string;
  readonly now?: () => number;
  readonly randomBytes?: (size: number) => Uint8Array;
  /** Answer of `/meta/formats`; the bundled table by default. */
  readonly formats?: readonly unknown[];
  /** Gets one line for each event; never content, a token or a query. */
  readonly log?: (line: string) => void;
}

export interface CallbackAction {
  /** 0 left, 1 joined, 2 pressed the save button. */
  readonly type: 0 | 1 | 2;
  readonly userid: string;
}

/** The plain body of a callback; absent values are omitted, never null. */
export interface CallbackBody {
  readonly key: string;
  readonly status: number;
  readonly url?: string;
  readonly changesurl?: string;
  readonly history?: Record<string, unknown>;
  readonly users?: readonly string[];
  readonly actions?: readonly CallbackAction[];
  readonly userdata?: string;
  readonly lastsave?: string;
  readonly notmodified?: boolean;
  readonly forcesavetype?: number;
  /** Of a submitted form: its fields by themselves. */
  readonly formsdataurl?: string;
  readonly token?: string;
  readonly filetype?: string;
}

/** One request that was sent, with its answer. Each retry is a record of its own. */
export interface SentCallback {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: CallbackBody;
  /** 1 for the first request, 2… for its retries. */
  readonly attempt: number;
  readonly answer:
    { readonly status: number; readonly body: string } | { readonly failure: string };
  /** Whether the real server would count the answer as a success. */
  readonly success: boolean;
}

export interface CallbackFilter {
  readonly status?: number;
  readonly key?: string;
}

/** The config for `DocsAPI.DocEditor`; only the members that the server reads are named. */
export interface EditorConfig {
  readonly documentType?: string;
  readonly type?: string;
  readonly token?: string;
  readonly document: {
    readonly key?: string;
    readonly url?: string;
    readonly fileType?: string;
    readonly title?: string;
    readonly permissions?: Readonly<Record<string, unknown>>;
  } & Readonly<Record<string, unknown>>;
  readonly editorConfig?: {
    readonly callbackUrl?: string;
    readonly mode?: string;
    readonly lang?: string;
    readonly user?: { readonly id?: string; readonly name?: string } & Readonly<
      Record<string, unknown>
    >;
  } & Readonly<Record<string, unknown>>;
}

export interface ConnectOptions {
  /** Sent as the Host / X-Forwarded-Host of the socket: file links are built from it. */
  readonly host?: string;
  readonly forwardedHost?: string;
  readonly forwardedProto?: string;
}

/** How a conversion fails: without a result, or corrupted but written (there is a `url`). */
export interface ConversionFailure {
  readonly written?: boolean;
  /** How many saves fail; 1 by default. */
  readonly times?: number;
}

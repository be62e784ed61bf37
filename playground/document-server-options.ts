/** How a simulator is started. Tests shorten the delays; the playground keeps those of the real server. */
export interface DocumentServerOptions {
  readonly host?: string;
  /** 0 takes a free port. */
  readonly port?: number;
  /** Signs and verifies what comes in: editor configs, commands, conversions. */
  readonly jwtSecret: string;
  /** Signs what goes out: callbacks and downloads. The incoming secret unless the two are split. */
  readonly jwtSecretOutbox?: string;
  /** Wait between the last leaver and the final save. */
  readonly saveDelayMs?: number;
  /** Waits before the repetitions of a final save that met 429, 5xx or no answer at all. */
  readonly retryDelaysMs?: readonly number[];
  /** Wait between the three attempts to fetch `document.url`. */
  readonly downloadRetryDelayMs?: number;
  /** How long editors of a saved key are sent away to fetch a new key. */
  readonly updateVersionMs?: number;
  readonly maxDownloadBytes?: number;
  readonly callbackTimeoutMs?: number;
  /** Base of the file links, when it is not to be taken from the opener's Host header. */
  readonly externalUrl?: string;
  readonly now?: () => number;
  readonly randomBytes?: (size: number) => Uint8Array;
  /** Answer of `/meta/formats`; the bundled table by default. */
  readonly formats?: readonly unknown[];
  /** One line for each thing that happens; never content, never a token, never a query. */
  readonly log?: (line: string) => void;
}

export interface CallbackAction {
  /** 0 left, 1 joined, 2 pressed the save button. */
  readonly type: 0 | 1 | 2;
  readonly userid: string;
}

/** The plain body of a callback; absent values are left out, never null. */
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
  readonly token?: string;
  readonly filetype?: string;
}

/** One request that was sent, with what came back. Repetitions are recorded one by one. */
export interface SentCallback {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: CallbackBody;
  /** 1 for the first request, 2… for its repetitions. */
  readonly attempt: number;
  readonly answer:
    { readonly status: number; readonly body: string } | { readonly failure: string };
  /** As the real server judges the answer. */
  readonly success: boolean;
}

export interface CallbackFilter {
  readonly status?: number;
  readonly key?: string;
}

/** What a page hands to `DocsAPI.DocEditor`; only what the server reads is named. */
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

/** How a conversion is made to fail: without a result, or corrupted but written (a `url` all the same). */
export interface ConversionFailure {
  readonly written?: boolean;
  /** How many saves fail; 1 by default. */
  readonly times?: number;
}

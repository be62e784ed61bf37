import { setTimeout as delay } from 'node:timers/promises';
import { BUILD_NUMBER, SERVER_VERSION } from './server-version.js';
import type { OpenDocuments } from './open-documents.js';
import type { Parameters } from './incoming-requests.js';
import type { SimulatorContext } from './simulator-context.js';
import { isRecord } from './token.js';

type Answer = Record<string, unknown> & { readonly error: number };
type Values = Record<string, unknown>;

export interface ReceivedCommand {
  /** Its name. */
  readonly c: string;
  readonly key: string | undefined;
  /** The number in the answer. */
  readonly error: number;
  readonly atMs: number;
}

const MAX_REMEMBERED = 10_000;

const codes = {
  ok: 0,
  key: 1,
  callbackUrl: 2,
  failed: 3,
  nothingToSave: 4,
  unknown: 5,
  token: 6,
  expired: 7,
} as const;

/** The command service: always answers 200, with an error code in the body. */
export class Commands {
  readonly #documents: OpenDocuments;
  readonly #context: SimulatorContext;
  readonly #received: ReceivedCommand[] = [];
  readonly #pending = new Set<{ readonly c: string }>();

  constructor(documents: OpenDocuments, context: SimulatorContext) {
    this.#documents = documents;
    this.#context = context;
  }

  /** `base` is this server's URL as the caller sees it; links in answers start with it. */
  run({ values, failure }: Parameters, base: string): Answer {
    if (!values) return { error: failure === 'expired' ? codes.expired : codes.token };
    const { key } = values;
    const answer = this.#withoutKey(values) ?? this.#withKey(values, base);
    this.#remember({ c: String(values.c), key: text(key), error: answer.error });
    return typeof key === 'string' ? { key, ...answer } : answer;
  }

  /** The latest ones with a valid signature, oldest first. */
  get received(): readonly ReceivedCommand[] {
    return this.#received;
  }

  /** Names of those that were carried out and whose answer somebody still waits for. */
  get pending(): readonly string[] {
    return [...this.#pending].map(({ c }) => c);
  }

  /** Until the answer is due, or nobody waits for it any more (`left`). */
  async untilDue({ values }: Parameters, left: AbortSignal): Promise<void> {
    const { commandDelayMs } = this.#context.faults;
    if (commandDelayMs === 0) return;
    const command = { c: String(values?.c) };
    this.#pending.add(command);
    await delay(commandDelayMs, undefined, { signal: left, ref: false }).catch(() => undefined);
    this.#pending.delete(command);
  }

  #remember(command: Omit<ReceivedCommand, 'atMs'>): void {
    this.#received.push({ ...command, atMs: this.#context.timing.now() });
    if (this.#received.length > MAX_REMEMBERED) this.#received.shift();
  }

  #withoutKey({ c }: Values): Answer | undefined {
    if (c === 'version') return { error: codes.ok, version: `${SERVER_VERSION}.${BUILD_NUMBER}` };
    if (c === 'license') return { error: codes.ok, ...license };
    if (c !== 'getForgottenList') return undefined;
    const listed = [...this.#context.forgotten].filter(([, { isUnlisted }]) => !isUnlisted);
    return { error: codes.ok, keys: listed.map(([key]) => key) };
  }

  #withKey(values: Values, base: string): Answer {
    const { c, key } = values;
    if (typeof key !== 'string' || key === '') return { error: codes.key };
    if (c === 'info') return this.#info(key, values);
    if (c === 'drop') return this.#drop(key, values.users);
    if (c === 'forcesave') return this.#forceSave(key, values.userdata);
    if (c === 'meta') return this.#meta(key, values.meta);
    if (c === 'getForgotten') return this.#forgotten(key, base);
    if (c === 'deleteForgotten') return { error: this.#deleteForgotten(key) };
    return { error: codes.unknown };
  }

  #info(key: string, { callback, userdata }: Values): Answer {
    const document = this.#documents.find(key);
    if (!document) return { error: codes.key };
    const url = typeof callback === 'string' ? callback : document.lastCallbackUrl;
    if (url === undefined) return { error: codes.callbackUrl };
    void document.report({ url, userdata: text(userdata) });
    return { error: codes.ok, users: document.users };
  }

  #drop(key: string, users: unknown): Answer {
    this.#documents.find(key)?.drop(list(users));
    return { error: codes.ok };
  }

  #forceSave(key: string, userdata: unknown): Answer {
    const document = this.#documents.find(key);
    if (!document) return { error: codes.key };
    const started = document.forceSave({ type: 0, userdata: text(userdata) });
    return { error: started ? codes.ok : codes.nothingToSave };
  }

  #meta(key: string, meta: unknown): Answer {
    if (!isRecord(meta)) return { error: codes.unknown };
    this.#documents.find(key)?.sendToAll({ type: 'meta', meta });
    return { error: codes.ok };
  }

  #deleteForgotten(key: string): number {
    const { faults, forgotten } = this.#context;
    if (faults.deletions > 0) {
      faults.deletions--;
      return codes.failed;
    }
    return forgotten.delete(key) ? codes.ok : codes.key;
  }

  #forgotten(key: string, base: string): Answer {
    const file = this.#context.forgotten.get(key);
    if (!file) return { error: codes.key };
    const path = this.#context.files.put(`forgotten/${key}`, `output.${file.fileType}`, file.bytes);
    return { error: codes.ok, url: this.#context.files.link(path, { base, shardkey: key }) };
  }
}

const license = {
  license: { end_date: null, trial: false, customization: true },
  server: {
    resultType: 3,
    packageType: 0,
    buildVersion: SERVER_VERSION,
    buildNumber: BUILD_NUMBER,
  },
  quota: { users: [], users_view: [] },
};

const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** `users` is an array or its JSON text. */
function list(users: unknown): string[] | undefined {
  const value: unknown =
    typeof users === 'string' && users.startsWith('[') ? JSON.parse(users) : users;
  return Array.isArray(value) ? value.map(String) : undefined;
}

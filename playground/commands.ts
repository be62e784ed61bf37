import { BUILD_NUMBER, SERVER_VERSION } from './edited-content.js';
import type { DocumentShelf } from './document-shelf.js';
import type { Parameters } from './request-parameters.js';
import type { SimulatorContext } from './simulator-context.js';
import { isRecord } from './token.js';

type Answer = Record<string, unknown> & { readonly error: number };
type Values = Record<string, unknown>;

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

/** The command service: always answers, with an error code instead of a status. */
export class Commands {
  readonly #documents: DocumentShelf;
  readonly #world: SimulatorContext;

  constructor(documents: DocumentShelf, world: SimulatorContext) {
    this.#documents = documents;
    this.#world = world;
  }

  /** `base` is this server as the caller names it: links in answers start with it. */
  run({ values, failure }: Parameters, base: string): Answer {
    if (!values) return { error: failure === 'expired' ? codes.expired : codes.token };
    const { key } = values;
    const answer = this.#withoutKey(values) ?? this.#withKey(values, base);
    return typeof key === 'string' ? { key, ...answer } : answer;
  }

  #withoutKey({ c }: Values): Answer | undefined {
    if (c === 'version') return { error: codes.ok, version: `${SERVER_VERSION}.${BUILD_NUMBER}` };
    if (c === 'license') return { error: codes.ok, ...license };
    if (c === 'getForgottenList')
      return { error: codes.ok, keys: [...this.#world.forgotten.keys()] };
    return undefined;
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
    this.#documents.find(key)?.tellAll({ type: 'meta', meta });
    return { error: codes.ok };
  }

  #deleteForgotten(key: string): number {
    const { wishes, forgotten } = this.#world;
    if (wishes.undeletable > 0) {
      wishes.undeletable--;
      return codes.failed;
    }
    return forgotten.delete(key) ? codes.ok : codes.key;
  }

  #forgotten(key: string, base: string): Answer {
    const file = this.#world.forgotten.get(key);
    if (!file) return { error: codes.key };
    const path = this.#world.files.put(`forgotten/${key}`, `output.${file.fileType}`, file.bytes);
    return { error: codes.ok, url: this.#world.files.link(path, { base, shardkey: key }) };
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

/** `users` comes as an array or as its JSON. */
function list(users: unknown): string[] | undefined {
  const value: unknown =
    typeof users === 'string' && users.startsWith('[') ? JSON.parse(users) : users;
  return Array.isArray(value) ? value.map(String) : undefined;
}

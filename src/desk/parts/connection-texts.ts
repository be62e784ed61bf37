import { withFacts, type Connection, type Found } from '../../connections/index.js';
import type { Messages } from '../language/messages.js';
import type { Light } from './status-light.js';

/** What the pages say about a system that Kontor depends on. */
export interface ConnectionTexts {
  readonly name: string;
  readonly light: Light;
  readonly sentence: string;
  /** What is to be known of a system that works. */
  readonly note?: string | undefined;
  readonly fix: string | undefined;
}

/** Without these no document can be opened or saved; without the others only some features fail. */
const ESSENTIAL: ReadonlySet<string> = new Set([
  ...['database', 'document-server', 'callback', 'browser-address'],
]);

export function connectionTexts(connection: Connection, messages: Messages): ConnectionTexts {
  const { state, found, detail } = connection;
  const { works, notTried, notSetUp, reachable } = messages.status;
  const texts = { name: nameOf(connection, messages), light: lightOf(connection), fix: undefined };
  if (found !== undefined) {
    const [sentence, fix] = adviceOn(found, messages);
    return { ...texts, sentence, fix };
  }
  if (state === 'off') return { ...texts, sentence: notSetUp };
  if (state !== 'ok') return { ...texts, sentence: notTried };
  const sentence = connection.name === 'document-server' ? reachable(detail ?? null) : works;
  const { weakness } = connection;
  const others = connection.name.startsWith('storage-') ? detail : undefined;
  const note = weakness ? messages.status.weakness[weakness.cause](weakness.code) : others;
  return { ...texts, sentence, note };
}

/** What is wrong, and what to do. */
export function adviceOn({ code, facts }: Found, { causes }: Messages): readonly [string, string] {
  const { cause, fix } = causes[code];
  return [withFacts(cause, facts), withFacts(fix, facts)];
}

/** There are several storage providers and identity providers. */
function nameOf({ name }: Connection, { status }: Messages): string {
  const [, kind, which] = /^(storage|oidc)-(.+)$/.exec(name) ?? [];
  if (kind === undefined) return status.connections[name as keyof typeof status.connections];
  return `${status.connections[kind as 'storage' | 'oidc']} ${which}`;
}

function lightOf({ name, state, found }: Connection): Light {
  if (state === 'failing') return ESSENTIAL.has(name) ? 'down' : 'attention';
  if (state === 'ok') return found === undefined ? 'ok' : 'attention';
  return 'unknown';
}

import type { DocumentServerTokens } from '../editor-connector/index.js';
import type { Clock } from '../platform/clock/clock.js';
import type { ProbeFiles, Sight } from './probe-files.js';

export interface ProbeQuestion {
  readonly id: string;
  readonly capability: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface ProbeAnswer {
  readonly status: number;
  readonly type: 'text/plain; charset=utf-8' | 'application/json';
  readonly body: string;
}

const REFUSED: ProbeAnswer = {
  status: 403,
  type: 'application/json',
  body: JSON.stringify({ code: 'connections/probe-refused' }),
};

const LEEWAY_SECONDS = 60;
const BEARER = /^Bearer\s+([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** Answers requests for a probe file, in the server and in `kontor doctor`. */
export class ProbeAnswers {
  constructor(
    private readonly files: ProbeFiles,
    private readonly tokens: DocumentServerTokens,
    /** Headers in which a token is read when the Document Server saves or fetches. */
    private readonly readHeaders: readonly string[],
    private readonly clock: Clock,
  ) {}

  /** Needs the capability and a valid token, as a document does. */
  file({ id, capability, headers }: ProbeQuestion): ProbeAnswer {
    if (!this.files.admits(id, capability)) return REFUSED;
    const sight = this.#sightIn(headers);
    this.files.noteSight(id, sight);
    if (sight.token !== 'valid') return REFUSED;
    return { status: 200, type: 'text/plain; charset=utf-8', body: this.files.contentOf(id) };
  }

  sight({ id, capability }: ProbeQuestion): ProbeAnswer {
    if (!this.files.admits(id, capability)) return REFUSED;
    const sight = this.files.sightOf(id) ?? null;
    const body = JSON.stringify({ proof: this.files.proofOf(id), sight });
    return { status: 200, type: 'application/json', body };
  }

  #sightIn(headers: ProbeQuestion['headers']): Sight {
    const found = Object.entries(headers).flatMap(([header, value]) => {
      const token = typeof value === 'string' ? BEARER.exec(value)?.[1] : undefined;
      return token === undefined ? [] : [{ header, token }];
    });
    const read = found.find(({ header }) => this.readHeaders.includes(header.toLowerCase()));
    if (read !== undefined) return { token: this.#judge(read.token), header: read.header };
    const valid = found.find(({ token }) => this.#judge(token) === 'valid');
    return valid === undefined
      ? { token: 'missing', header: null }
      : { token: 'other-header', header: valid.header };
  }

  #judge(token: string): 'valid' | 'expired' | 'other-secret' {
    if (this.tokens.verify(token) !== undefined) return 'valid';
    const expires = expiryOf(token);
    const isLate = expires !== undefined && expires + LEEWAY_SECONDS < this.clock.nowMs() / 1000;
    return isLate ? 'expired' : 'other-secret';
  }
}

function expiryOf(token: string): number | undefined {
  try {
    const claims = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
    const { exp } = JSON.parse(claims) as { exp?: unknown };
    return typeof exp === 'number' ? exp : undefined;
  } catch {
    return undefined;
  }
}

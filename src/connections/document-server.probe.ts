import { z } from 'zod';
import {
  COMMAND_PATHS,
  commandCause,
  type DocumentServerTokens,
} from '../editor-connector/index.js';
import type { Clock } from '../platform/clock/clock.js';
import { askAddress, type AddressAnswer } from '../platform/http/ask-address.http.js';
import { factsOf, faultOf, faultOfAnswer, type Asked } from '../platform/http/address-faults.js';
import { clockFault, expiryWarning } from './address-warnings.js';
import { found, type Found, fails, works, type Finding } from './connection.js';

const TOKEN_TTL_SECONDS = 5 * 60;

const commandAnswer = z.object({ error: z.coerce.number().int(), version: z.string().optional() });
const metaConfig = z.object({ authorization: z.object({ header: z.string().min(1) }) });

export interface DocumentServerProbing {
  readonly tokens: DocumentServerTokens;
  readonly internalUrl: string;
  readonly setting: string;
  /** Headers in which its tokens are read, in lower case. */
  readonly readHeaders: readonly string[];
  readonly clock: Clock;
}

/** Sends a signed and an unsigned command, and checks health, clock and certificate of the Document Server. */
export class DocumentServerProbe {
  readonly #asked: Asked;

  constructor(private readonly probing: DocumentServerProbing) {
    this.#asked = { address: probing.internalUrl, setting: probing.setting };
  }

  async run(signal: AbortSignal): Promise<Finding> {
    try {
      return await this.#run(signal);
    } catch (error) {
      return fails(faultOf(error, this.#asked));
    }
  }

  async #run(signal: AbortSignal): Promise<Finding> {
    const signed = { token: this.probing.tokens.sign({ c: 'version' }, TOKEN_TTL_SECONDS) };
    const answer = await this.#command(signed, signal);
    const clock = clockFault(answer.clockMs, this.#nowMs(), this.#asked);
    const fault = this.#faultIn(answer, clock?.found);
    if (fault !== undefined && fault.code !== 'wrong-answer') return fails(fault);
    if (clock?.fails === true) return fails(clock.found);
    // With JWT off it ignores the token, which holds the command, and answers with an error.
    const more = (await this.#unsignedFault(signal)) ?? fault ?? (await this.#otherFault(signal));
    if (more !== undefined) return fails(more);
    const version = commandAnswer.safeParse(jsonIn(answer.text)).data?.version;
    const warning =
      clock?.found ?? expiryWarning(answer.certificateEndsMs, this.#nowMs(), this.#asked);
    return works(version, warning);
  }

  async #command(body: object, signal: AbortSignal): Promise<AddressAnswer> {
    const question = {
      method: 'POST' as const,
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal,
    };
    const [first, second] = COMMAND_PATHS;
    const answer = await askAddress(`${this.probing.internalUrl}${first}`, question);
    if (answer.status !== 404) return answer;
    return askAddress(`${this.probing.internalUrl}${second}`, question);
  }

  #faultIn(answer: AddressAnswer, clock: Found | undefined): Found | undefined {
    const parsed = commandAnswer.safeParse(jsonIn(answer.text));
    if (answer.status !== 200 || !parsed.success) {
      const word = `HTTP ${answer.status}`;
      return (
        faultOfAnswer(answer, this.#asked, 'no-document-server') ??
        found('wrong-answer', { ...factsOf(this.#asked), word })
      );
    }
    const { error } = parsed.data;
    if (error === 0) return undefined;
    const code = commandCause(error);
    if (code === 'signature-expired') return clock ?? found(code);
    if (code !== undefined) return found(code);
    return found('wrong-answer', { ...factsOf(this.#asked), word: `error ${error}` });
  }

  /** A server that accepts this has JWT off: its saves arrive unsigned, and Kontor rejects them. */
  async #unsignedFault(signal: AbortSignal): Promise<Found | undefined> {
    const { text } = await this.#command({ c: 'version' }, signal);
    return commandAnswer.safeParse(jsonIn(text)).data?.error === 0 ? found('jwt-off') : undefined;
  }

  /** Its token header and its health check; servers without these routes count as healthy. */
  async #otherFault(signal: AbortSignal): Promise<Found | undefined> {
    const config = await askAddress(`${this.probing.internalUrl}/meta/config`, { signal });
    const header = metaConfig.safeParse(jsonIn(config.text)).data?.authorization.header;
    if (header !== undefined && !this.probing.readHeaders.includes(header.toLowerCase()))
      return found('other-header', { word: header });
    const health = await askAddress(`${this.probing.internalUrl}/healthcheck`, { signal });
    return health.text.trim() === 'false' ? found('document-server-unhealthy') : undefined;
  }

  #nowMs(): number {
    return this.probing.clock.nowMs();
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

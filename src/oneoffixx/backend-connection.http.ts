import { Pool, type Dispatcher } from 'undici';
import { AppError } from '../platform/errors/app-error.js';
import { transportFaultOf } from '../platform/http/transport-fault.js';
import { failureOf, failureOfStatus, type BackendStep } from './backend-failure.js';
import { backendFailed } from './oneoffixx.errors.js';

export interface ConnectionLimits {
  readonly connectMs: number;
  /** Until the first byte of the answer, and between any two. */
  readonly silenceMs: number;
  /** All in all, waiting for a free connection included: a person sits there. */
  readonly wholeMs: number;
  readonly maxAnswerBytes: number;
  /** At once; more wait. Few enough not to look like an attack to a firewall. */
  readonly connections: number;
}

const LIMITS: ConnectionLimits = {
  connectMs: 5_000,
  silenceMs: 15_000,
  wholeMs: 60_000,
  // A library of 10,000 templates has 3 MB.
  maxAnswerBytes: 8 * 1024 * 1024,
  connections: 16,
};

export interface Question {
  readonly step: BackendStep;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly isHtml: boolean;
}

/** The one pool of connections to the backend. It knows nothing of people: headers come with each question. */
export class BackendConnection {
  readonly #pool: Pool;
  readonly #limits: ConnectionLimits;

  constructor(origin: string, limits: Partial<ConnectionLimits> = {}) {
    this.#limits = { ...LIMITS, ...limits };
    const { connectMs, silenceMs, connections } = this.#limits;
    this.#pool = new Pool(origin, {
      connections,
      pipelining: 1,
      connect: { timeout: connectMs },
      headersTimeout: silenceMs,
      bodyTimeout: silenceMs,
    });
  }

  /** The answer, whatever its status; a redirect is not followed. */
  async ask(question: Question): Promise<Answer> {
    const { step, method, path, headers, body } = question;
    try {
      const answer = await this.#pool.request({
        method,
        path,
        headers: { accept: 'application/json', ...headers },
        body: body ?? null,
        signal: AbortSignal.timeout(this.#limits.wholeMs),
      });
      return {
        status: answer.statusCode,
        text: await this.#textOf(answer.body, step),
        isHtml: String(answer.headers['content-type']).includes('html'),
      };
    } catch (error) {
      if (error instanceof AppError) throw error;
      // The error's text stays out, it may quote what was sent; what kind it is helps administrators.
      throw backendFailed(step, failureOf(error), { transport: transportFaultOf(error) });
    }
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }

  async #textOf(body: Dispatcher.ResponseData['body'], step: BackendStep): Promise<string> {
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    // Leaving the loop early destroys the body, and with it the connection.
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      if (bytes > this.#limits.maxAnswerBytes) throw backendFailed(step, 'too-large');
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString();
  }
}

/** The JSON of an answer that says 2xx, null when it has no content; anything else is a failure of the step. */
export function jsonOf(step: BackendStep, { status, text, isHtml }: Answer): unknown {
  if (status < 200 || status > 299) throw backendFailed(step, failureOfStatus(status), { status });
  if (status === 204 || status === 205) return null;
  try {
    // Windows servers may begin with this mark.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw backendFailed(step, isHtml ? 'html' : 'not-json');
  }
}

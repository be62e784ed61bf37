import type { OnApplicationShutdown } from '@nestjs/common';
import { Agent, request } from 'undici';
import { z } from 'zod';
import {
  COMMAND_PATHS,
  DocumentServer,
  type CommandOutcome,
  type DocumentServerState,
  type ServedFormat,
} from './document-server.js';
import { DEFAULT_JWT_HEADER, type DocumentServerTokens } from './document-server-tokens.js';
import { faultIn, UnexpectedAnswer } from './document-server-causes.js';
import { commandFailed, serverUnreachable } from '../editor-connector.errors.js';
import { sentence } from '../../platform/errors/sentence.js';

const TIMEOUT_MS = 5_000;
const TOKEN_TTL_SECONDS = 5 * 60;
/** A table of 86 formats takes 30 KB; a list of forgotten keys may be long. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/** One member of another shape counts as missing, and costs no other. */
const optionalText = z.string().optional().catch(undefined);
const texts = z
  .array(z.unknown())
  .catch([])
  .transform((all) => [...new Set(all.filter((each) => typeof each === 'string'))]);

const commandAnswer = z.looseObject({
  error: z.coerce.number().int(),
  version: optionalText,
  keys: texts,
  url: optionalText,
});

type CommandAnswer = z.output<typeof commandAnswer>;

const servedFormats = z.array(
  z.object({
    name: z.string().min(1),
    type: z.string().default(''),
    actions: z.array(z.string()).default([]),
    convert: z.array(z.string()).default([]),
    mime: z.array(z.string()).default([]),
  }),
);

/** Servers from before there were forgotten files. */
const UNKNOWN_COMMAND = 5;
const OUTCOME: Record<number, CommandOutcome> = { 0: 'done', 1: 'unknown-key', 4: 'nothing-to-do' };

export class HttpDocumentServer extends DocumentServer implements OnApplicationShutdown {
  readonly #agent = new Agent({
    connect: { timeout: TIMEOUT_MS },
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
  });

  constructor(
    private readonly tokens: DocumentServerTokens,
    private readonly internalUrl: string,
    private readonly jwtHeader = DEFAULT_JWT_HEADER,
  ) {
    super();
  }

  info(key: string): Promise<CommandOutcome> {
    return this.#outcome({ c: 'info', key });
  }

  drop(key: string, users?: readonly string[]): Promise<CommandOutcome> {
    return this.#outcome({ c: 'drop', key, ...(users === undefined ? {} : { users }) });
  }

  forceSave(key: string, userdata?: string): Promise<CommandOutcome> {
    return this.#outcome({ c: 'forcesave', key, ...(userdata === undefined ? {} : { userdata }) });
  }

  rename(key: string, title: string): Promise<CommandOutcome> {
    return this.#outcome({ c: 'meta', key, meta: { title } });
  }

  async forgottenKeys(): Promise<readonly string[]> {
    const command = { c: 'getForgottenList' };
    const { error, keys } = await this.#command(command);
    if (error !== 0 && error !== UNKNOWN_COMMAND) throw commandFailed(command.c, error);
    return keys;
  }

  async forgottenUrl(key: string): Promise<string | undefined> {
    const command = { c: 'getForgotten', key };
    const { error, url } = await this.#command(command);
    if (OUTCOME[error] === 'unknown-key') return undefined;
    if (error !== 0) throw commandFailed(command.c, error);
    if (url === undefined) throw noProperAnswer(command, new UnexpectedAnswer(200, false));
    return url;
  }

  deleteForgotten(key: string): Promise<CommandOutcome> {
    return this.#outcome({ c: 'deleteForgotten', key });
  }

  async formats(): Promise<readonly ServedFormat[] | undefined> {
    const answer = await this.#call('GET', '/meta/formats').catch((error: unknown) => {
      throw serverUnreachable(sentence`its format table could not be read`, error);
    });
    const formats = servedFormats.safeParse(answer);
    return formats.success && formats.data.length > 0 ? formats.data : undefined;
  }

  async state(): Promise<DocumentServerState> {
    try {
      const { error, version } = await this.#send({ c: 'version' });
      if (error !== 0) return { version: null, fault: faultIn({ commandError: error }) };
      return { version: version ?? null, fault: null };
    } catch (error) {
      return { version: null, fault: faultIn({ thrown: error }) };
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#agent.destroy();
  }

  async #outcome(command: Command): Promise<CommandOutcome> {
    const { error } = await this.#command(command);
    const outcome = OUTCOME[error];
    if (outcome === undefined) throw commandFailed(command.c, error);
    return outcome;
  }

  async #command(command: Command): Promise<CommandAnswer> {
    try {
      return await this.#send(command);
    } catch (error) {
      throw noProperAnswer(command, error);
    }
  }

  async #send(command: Command): Promise<CommandAnswer> {
    // In the body, which the Document Server prefers, and in the header, which proxies in front of it may check.
    const body = { token: this.tokens.sign(command, TOKEN_TTL_SECONDS) };
    const header = this.tokens.sign({ payload: command }, TOKEN_TTL_SECONDS);
    const signed = { body, headers: { [this.jwtHeader]: `Bearer ${header}` } };
    const query = command.key === undefined ? '' : `?shardkey=${encodeURIComponent(command.key)}`;
    for (const path of COMMAND_PATHS) {
      const answer = await this.#call('POST', path + query, signed);
      if (answer === undefined) continue;
      const checked = commandAnswer.safeParse(answer);
      if (checked.success) return checked.data;
      throw new UnexpectedAnswer(200, false);
    }
    throw new UnexpectedAnswer(404, false);
  }

  /** The parsed JSON; undefined for 404. */
  async #call(
    method: 'GET' | 'POST',
    path: string,
    sent?: { readonly body: object; readonly headers: Readonly<Record<string, string>> },
  ): Promise<unknown> {
    const {
      statusCode,
      headers,
      body: answer,
    } = await request(this.internalUrl + path, {
      dispatcher: this.#agent,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      method,
      headers: {
        accept: 'application/json',
        ...(sent && { 'content-type': 'application/json', ...sent.headers }),
      },
      body: sent ? JSON.stringify(sent.body) : null,
    });
    if (statusCode === 200) return parsed(answer, String(headers['content-type']));
    await answer.dump();
    if (statusCode === 404) return undefined;
    throw new UnexpectedAnswer(statusCode, false);
  }
}

/** A status of 500 and more may be that of a proxy before a server that is down. */
const noProperAnswer = ({ c }: Command, error: unknown) =>
  serverUnreachable(sentence`command ${c} got no proper answer`, error, {
    hasAnswered: error instanceof UnexpectedAnswer && error.status < 500,
  });

interface Command {
  readonly c: string;
  readonly key?: string;
  readonly [field: string]: unknown;
}

async function parsed(answer: AsyncIterable<Uint8Array>, contentType: string): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) throw new UnexpectedAnswer(200, false);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    throw new UnexpectedAnswer(200, contentType.includes('html'));
  }
}

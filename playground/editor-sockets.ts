import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { baseUrl } from './incoming-requests.js';
import type { EditorEvent } from './headless-editor.js';
import type { OpenDocument } from './open-document.js';
import { checkOpening, closeCodes } from './opening.js';
import { Participant } from './participants.js';
import type { FileLink } from './cached-files.js';
import { isOperation } from './text-operation.js';
import { isRecord } from './token.js';

export interface EditorSocketParts {
  documentOf(key: string): OpenDocument;
  verification(): { secret: string; now: number };
  readonly externalUrl: string | undefined;
  log(line: string): void;
}

/** The real server's limit for one message. */
const MAX_MESSAGE_BYTES = 1_500_000;
const path = /^\/doc\/[^/]+\/c\/$/;

/**
 * The sockets of editors, `/doc/<key>/c/`. The real server speaks socket.io there; this one uses plain WebSocket with
 * JSON messages, for its own editor page only. Only the path is the same.
 */
export class EditorSockets {
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  readonly #parts: EditorSocketParts;
  #connections = 0;

  constructor(parts: EditorSocketParts) {
    this.#parts = parts;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? '/', 'http://simulator');
    if (!path.test(url.pathname)) return void socket.destroy();
    const link = {
      base: this.#parts.externalUrl ?? baseUrl(request.headers),
      shardkey: url.searchParams.get('shardkey') ?? undefined,
    };
    this.#server.handleUpgrade(request, socket, head, (opened) => this.#serve(opened, link));
  }

  /** Breaks every connection without a close frame. */
  terminate(): void {
    for (const socket of this.#server.clients) socket.terminate();
  }

  #serve(socket: WebSocket, link: FileLink): void {
    let participant: Participant | undefined;
    let document: OpenDocument | undefined;
    let graceful = false;
    socket.on('error', () => socket.terminate());
    socket.on('close', () => participant && document?.leave(participant, { graceful }));
    socket.on('message', (data) => {
      const message = parsed(data);
      if (!message) return socket.close(closeCodes.denied, 'not understood');
      if (message.type === 'close') {
        graceful = true;
        return socket.close(1000);
      }
      if (participant && document) return this.#act(message, { socket, participant, document });
      participant = this.#admit(message, socket);
      document = participant && this.#parts.documentOf(participant.opening.key);
      if (participant) void document?.join(participant, link);
    });
    sendTo(socket, { type: 'license' });
  }

  #admit(message: EditorEvent, socket: WebSocket): Participant | undefined {
    const config = message.type === 'auth' && isRecord(message.config) ? message.config : {};
    const page = { ...config, document: isRecord(config.document) ? config.document : {} };
    const { opening, refusal } = checkOpening(page, this.#parts.verification());
    if (!opening) {
      this.#parts.log(`opening refused: ${refusal.code} ${refusal.reason}`);
      socket.close(refusal.code, refusal.reason);
      return undefined;
    }
    this.#parts.log(`document ${opening.key}: ${opening.editing ? 'editor' : 'viewer'} in`);
    const connection = ++this.#connections;
    sendTo(socket, { type: 'auth', connection, editing: opening.editing, title: opening.title });
    return new Participant(connection, opening, {
      send: (event) => sendTo(socket, event),
      close: (code, reason) => socket.close(code, reason),
    });
  }

  #act(
    message: EditorEvent,
    {
      socket,
      participant,
      document,
    }: { socket: WebSocket; participant: Participant; document: OpenDocument },
  ): void {
    const { type, revision, operation } = message;
    if (type === 'touch') document.touch(participant);
    if (type === 'password') void document.unlock(participant, String(message.password));
    if (type === 'copy') document.copyFor(participant);
    if (type === 'downloadAs') document.downloadFor(participant, String(message.to));
    if (type === 'submit' && !document.submit(participant)) {
      participant.send({ type: 'submitted', success: false });
    }
    if (type === 'forceSave' && !document.forceSave({ type: 1, by: participant })) {
      participant.send({ type: 'forceSave', success: false });
    }
    if (type !== 'change') return;
    try {
      if (!Number.isSafeInteger(revision) || Number(revision) < 0 || !isOperation(operation)) {
        throw new RangeError('not a change');
      }
      document.change(participant, { revision: Number(revision), operation });
    } catch {
      socket.close(closeCodes.denied, 'change does not fit the document');
    }
  }
}

function sendTo(socket: WebSocket, event: EditorEvent): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(event));
}

function parsed(data: RawData): EditorEvent | undefined {
  try {
    const value: unknown = JSON.parse((data as Buffer).toString());
    return isRecord(value) && typeof value.type === 'string' ? (value as EditorEvent) : undefined;
  } catch {
    return undefined;
  }
}

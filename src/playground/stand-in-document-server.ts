import type { HeadlessEditor } from './headless-editor.js';
import type {
  CallbackBody,
  CallbackFilter,
  ConnectOptions,
  ConversionFailure,
  EditorConfig,
  SentCallback,
  StandInOptions,
} from './stand-in-options.js';

/**
 * A Document Server that behaves on the wire as the real one and edits only plain text and the
 * paragraphs of .docx files. Everything is in memory: it holds readable documents.
 */
export class StandInDocumentServer implements AsyncDisposable {
  static start(_options: StandInOptions): Promise<StandInDocumentServer> {
    throw new Error('not yet');
  }

  /** What browsers and the connector use; without a trailing slash. */
  get url(): string {
    throw new Error('not yet');
  }

  /** Opens a document as one person. The config is signed unless it carries a token. */
  connect(_config: EditorConfig, _options?: ConnectOptions): Promise<HeadlessEditor> {
    throw new Error('not yet');
  }

  /** Every callback request so far, oldest first. */
  callbacks(_filter?: CallbackFilter): readonly SentCallback[] {
    throw new Error('not yet');
  }

  /** The first finished callback that fits and was not handed out yet; waits for it. Repetitions count one by one. */
  nextCallback(_filter?: CallbackFilter | number): Promise<SentCallback> {
    throw new Error('not yet');
  }

  /** Keys of files whose save was refused. */
  forgotten(): readonly string[] {
    throw new Error('not yet');
  }

  /** The next saves yield status 3 / 7, without a file unless `written`. */
  failNextConversions(_failure?: ConversionFailure): void {
    throw new Error('not yet');
  }

  /** The next callback requests meet a broken network: they never leave. */
  failNextCallbacks(_times?: number): void {
    throw new Error('not yet');
  }

  /** The next save writes this format, as the real server does when it cannot write the opened one. */
  saveNextAs(_fileType: string): void {
    throw new Error('not yet');
  }

  /** The next saves put this file behind `url`, whatever was edited. */
  saveNextBytes(_bytes: Uint8Array): void {
    throw new Error('not yet');
  }

  /** A token as this server signs it: `outbox` for callbacks (default), `inbox` for configs and commands. */
  sign(_claims: object, _direction?: 'inbox' | 'outbox'): string {
    throw new Error('not yet');
  }

  /** A callback request with both tokens for any body, sent or not: for forgeries and repetitions. */
  callbackRequest(_body: CallbackBody): { headers: Record<string, string>; body: string } {
    throw new Error('not yet');
  }

  /** Puts a file under the server's file links and returns a signed, valid link to it. */
  publishFile(_key: string, _fileType: string, _bytes: Uint8Array): string {
    throw new Error('not yet');
  }

  /** Like SIGKILL: sockets break, nothing is saved, nothing is sent. Changes survive unless told otherwise. */
  kill(_options?: { readonly loseChanges?: boolean }): Promise<void> {
    throw new Error('not yet');
  }

  /** Listens again on the same port after `kill`. */
  restart(): Promise<void> {
    throw new Error('not yet');
  }

  /** Planned stop: every open document is saved at once, without repetitions. */
  shutdown(): Promise<void> {
    throw new Error('not yet');
  }

  /** Stops without saving. */
  async dispose(): Promise<void> {
    throw new Error('not yet');
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }
}

import type { Restoring } from './frame-events.js';
import { askJson, Failure } from './session.js';

/** How the person could open the document now. */
export interface OpeningState {
  readonly title: string;
  readonly mode: 'edit' | 'view';
  readonly is_current: boolean;
  readonly current_version: number | null;
}

/** Before what was typed last is stored, the document counts as being edited. */
const SAVING_MS = [500, 1000, 2000, 4000, 8000];

/** Kontor's API as the application passes it on below `api-url`: the six routes in the README, and no others. */
export class Kontor {
  constructor(
    private readonly url: string,
    private readonly documentId: string,
    private readonly signal: AbortSignal,
  ) {}

  async opening(key: string): Promise<OpeningState> {
    const query = new URLSearchParams({ key });
    return (await this.#get(`/api/eurooffice/opening/${this.documentId}?${query}`)) as OpeningState;
  }

  /** The title as it is kept. */
  async rename(title: string): Promise<string> {
    const renamed = await this.#send('PATCH', `/api/documents/${this.documentId}`, { title });
    return (renamed as { title: string }).title;
  }

  /** Kontor gives the next opening another document key where the old one failed for good. */
  async report(sessionId: string, code: number): Promise<void> {
    await this.#send('POST', `/api/eurooffice/session/${sessionId}/errors`, { code });
  }

  history(lang: string, timeZone: string): Promise<unknown> {
    const query = new URLSearchParams({ lang, time_zone: timeZone });
    return this.#get(`/api/eurooffice/history/${this.documentId}?${query}`);
  }

  historyData(version: number, sessionId: string): Promise<unknown> {
    const query = new URLSearchParams({ session_id: sessionId });
    return this.#get(`/api/eurooffice/history/${this.documentId}/${version}?${query}`);
  }

  async restore({ version, url, fileType }: Restoring): Promise<void> {
    const path = `/api/eurooffice/history/${this.documentId}/restore`;
    const wanted = { version, ...(url !== undefined && { url, file_type: fileType }) };
    for (const wait of SAVING_MS) {
      try {
        await this.#send('POST', path, wanted);
        return;
      } catch (error) {
        if (!isProblem(error, 'documents/being-edited')) throw error;
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
    await this.#send('POST', path, wanted);
  }

  #get(path: string): Promise<unknown> {
    return askJson(this.url + path, { signal: this.signal });
  }

  #send(method: string, path: string, body: object): Promise<unknown> {
    return askJson(this.url + path, { method, body: JSON.stringify(body), signal: this.signal });
  }
}

export const isProblem = (error: unknown, code: string): boolean =>
  error instanceof Failure && error.details.problem === code;

import type { FrameEventName, Restoring } from './frame-events.js';
import { isProblem, type Kontor } from './kontor.js';
import { saidBy } from './session.js';
import type { Texts } from './texts.js';

/** The events of the editor's history. */
export const HISTORY_EVENTS: readonly FrameEventName[] = [
  'onRequestHistory',
  'onRequestHistoryClose',
  'onRequestHistoryData',
];

export interface HistoryParts {
  readonly timeZone: string;
  readonly texts: Texts;
  /** A method of the open editor. */
  readonly call: (method: string, argument: unknown) => void;
  /** Of an editing session of this person; after `renew`, of a new one. */
  readonly sessionId: () => string;
  readonly renew: () => Promise<void>;
}

/** The editor's own list of versions, filled through the application. */
export class History {
  constructor(
    private readonly kontor: Kontor,
    private readonly parts: HistoryParts,
  ) {}

  async show(): Promise<void> {
    const { timeZone, texts, call } = this.parts;
    const failed = { error: texts.historyFailed };
    call('refreshHistory', await this.kontor.history(timeZone).catch(() => failed));
  }

  async showVersion(version: number): Promise<void> {
    const { texts, call } = this.parts;
    const data = await this.#dataOf(version).catch((error: unknown) => ({
      version,
      error: saidBy(error) ?? texts.historyFailed,
    }));
    call('setHistoryData', data);
  }

  async restore(wanted: Restoring): Promise<void> {
    await this.kontor.restore(wanted);
    await this.show();
  }

  /** A session lasts for an hour; people look at a history for longer. */
  async #dataOf(version: number): Promise<unknown> {
    try {
      return await this.kontor.historyData(version, this.parts.sessionId());
    } catch (error) {
      if (!isProblem(error, 'editor-connector/no-such-session')) throw error;
      await this.parts.renew();
      return this.kontor.historyData(version, this.parts.sessionId());
    }
  }
}

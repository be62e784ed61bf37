import type { Api, BodyOf } from './api.js';
import type { AnswerOf, OperationOf } from './request.js';
import type { CallOptions } from './transport.js';

const PATH = '/api/eurooffice/session';

export type EditingSession = AnswerOf<OperationOf<'post', typeof PATH>>;
export type NewSession = Omit<BodyOf<typeof PATH, 'post'>, 'file_id'>;

/** Openings of documents in the editor. */
export class Sessions {
  constructor(private readonly api: Api) {}

  /**
   * One opening by one person: `api_js_url` and `config` are what the page with the editor needs, within ten minutes.
   * Act for the person who will sit there: `kontor.as('alice').sessions.open(id, { lang: 'de' })`.
   */
  open(
    documentId: string,
    session: NewSession = {},
    options: CallOptions = {},
  ): Promise<EditingSession> {
    const body = { ...session, file_id: documentId };
    return this.api.request('post', PATH, { body, ...options });
  }
}

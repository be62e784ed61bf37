import { ApiError, fetchJson, sendJson } from '../keys/api.js';
import { fill, messages } from '../parts/messages.js';
import type { EditorSession } from './editor-session.js';
import type { EditorPageControls } from './flow.js';
import { here } from '../parts/here.js';

/** What a format of each kind may lose. */
const LOSES: Readonly<Record<string, string>> = {
  word: messages.lossyWord,
  cell: messages.lossyCell,
  slide: messages.lossySlide,
};

/** Until the editor of this page is reported as open, and until it is reported as closed after that. */
const PAUSES_MS = [500, 1000, 2000, 4000, 8000, 16_000];

/** Said when a document opens for editing in a format that cannot hold everything. A private one is never converted. */
export function offerOtherFormat(page: EditorPageControls, session: EditorSession): void {
  const { could_continue_as: to, config } = session;
  const sentence = LOSES[String(config.documentType)];
  if (to === null || sentence === undefined) return;
  const offer = { label: fill(messages.continueIn, { to }), act: () => void convert(page, to) };
  page.showBanner(
    fill(sentence, { from: config.document.fileType }),
    page.task.isPrivate ? {} : { offer },
  );
}

/**
 * Only while nobody else edits; the editor of this page is closed, which saves what was typed. Both of its reports are
 * waited for: after the second one the save has arrived, and that nobody edits says nothing before the first.
 */
async function convert(page: EditorPageControls, to: string): Promise<void> {
  const { documentId, username: me } = page.task;
  page.showBanner(fill(messages.continuing, { to }));
  let wasReported = page.isClosed;
  try {
    for (const pause of [0, ...PAUSES_MS]) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      const editors = await editorsOf(documentId);
      if (editors.some((username) => username !== me)) break;
      wasReported ||= editors.length > 0;
      if (!wasReported) continue;
      if (editors.length > 0 || !page.isClosed) page.close();
      else {
        await sendJson('POST', `/api/documents/${documentId}/convert`, { to });
        return location.replace(here(`/edit/${documentId}`));
      }
    }
    page.showBanner(messages.beingEdited, { offerReload: page.isClosed });
  } catch (error) {
    explain(page, to, error);
  }
}

/** The usernames of those who edit it now. */
export const editorsOf = async (documentId: string): Promise<readonly string[]> =>
  (await fetchJson<{ editors: readonly string[] }>(`/api/documents/${documentId}`)).editors;

function explain(page: EditorPageControls, to: string, error: unknown): void {
  const code = error instanceof ApiError ? error.code : undefined;
  const { documentId } = page.task;
  if (code === 'converter/password-needed')
    return location.assign(here(`/documents/${documentId}/convert?to=${to}&password=needed`));
  const sentence =
    code === 'documents/being-edited' ? messages.beingEdited : fill(messages.notContinued, { to });
  page.showBanner(sentence, { offerReload: page.isClosed });
}

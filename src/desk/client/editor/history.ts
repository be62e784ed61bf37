import { ApiError, fetchJson, sendJson } from '../keys/api.js';
import { SignedOut } from '../parts/signed-out.js';
import { fill, messages } from '../parts/messages.js';
import { editorsOf } from './continuing.js';
import type { EditorPageControls, Flow } from './flow.js';
import { here } from '../parts/here.js';

interface Named {
  readonly name: string;
}

interface EditorHistory {
  readonly currentVersion: number;
  readonly history: readonly {
    readonly version: number;
    readonly user: Named;
    readonly changes?: readonly { readonly user: Named }[];
  }[];
}

interface ToRestore {
  readonly version: number;
  readonly url?: string | undefined;
  readonly fileType?: string | undefined;
}

/** The editor left the document for its history: the Document Server saves what was typed within seconds. */
const SAVING_MS = [500, 1000, 2000, 4000, 8000];

/** The versions in the editor, what was changed in each, and restoring one of them or a step towards it. */
export const history: Flow = (page) => {
  const { documentId } = page.task;
  /** Of the person, where the one that the page was opened with is over: it lasts for an hour. */
  let sessionId: string | undefined;

  const dataWith = (version: number): Promise<object> => {
    const from = comparedWith(page, version);
    const session = new URLSearchParams({
      session_id: sessionId ?? page.session?.session_id ?? '',
      ...(from !== undefined && { from: String(from) }),
    });
    return fetchJson(`/api/eurooffice/history/${documentId}/${version}?${session}`);
  };

  async function dataOf(version: number): Promise<object> {
    try {
      return await dataWith(version);
    } catch (error) {
      if (codeOf(error) !== 'editor-connector/no-such-session') throw error;
      const wanted = { file_id: documentId, mode: 'view' };
      const path = '/api/eurooffice/session';
      sessionId = (await sendJson<{ session_id: string }>('POST', path, wanted)).session_id;
      return dataWith(version);
    }
  }

  return {
    onRequestHistory: () => showHistory(page),
    onRequestHistoryData: async ({ version }) => {
      shown.set(page, version);
      const data = await dataOf(version).catch((error: unknown) => ({
        version,
        error:
          codeOf(error) === 'editor-connector/other-kind'
            ? fill(messages.historyOtherKind, { n: version })
            : messages.historyFailed,
      }));
      page.call('setHistoryData', data);
      if (comparedWith(page, version) !== undefined) await sayWhatIsCompared(page, version, data);
    },
    // The editor is made anew, for the newest version.
    onRequestHistoryClose: () => {
      globalThis.history.replaceState(null, '', here(`/edit/${documentId}`));
      location.reload();
    },
    onRequestRestore: async (wanted) => {
      try {
        const { number } = await restored(page, wanted);
        await showHistory(page);
        page.showBanner(fill(messages.restoredAs, { n: number }));
      } catch (error) {
        if (error instanceof SignedOut) throw error;
        page.showBanner(REFUSALS[codeOf(error)] ?? messages.failed);
      }
    },
  };
};

/** The version that each page has asked for last. */
const shown = new WeakMap<EditorPageControls, number>();

/** The other version, where the person chose two. */
const comparedWith = ({ task }: EditorPageControls, version: number): number | undefined =>
  version === task.history ? task.from : undefined;

const listed = ({ task }: EditorPageControls): Promise<EditorHistory> => {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const format = new URLSearchParams({ lang: task.lang, time_zone: timeZone });
  return fetchJson(`/api/eurooffice/history/${task.documentId}?${format}`);
};

/**
 * The editor shows differences only since the version that an editing session began with. Between two others it shows
 * the version as it is; then at least who changed something in between is said.
 */
async function sayWhatIsCompared(
  page: EditorPageControls,
  version: number,
  data: object,
): Promise<void> {
  const from = comparedWith(page, version) ?? 0;
  if ('previous' in data) return page.showBanner(fill(messages.compared, { n: version, from }));
  const { history: all } = await listed(page);
  const between = all.filter((entry) => entry.version > from && entry.version <= version);
  const people = between.flatMap(({ user, changes = [] }) =>
    changes.length === 0 ? [user] : changes.map((change) => change.user),
  );
  const names = [...new Set(people.map(({ name }) => name))];
  const who = new Intl.ListFormat(page.task.lang).format(names);
  const offer = {
    label: messages.comparedSession,
    act: () => location.assign(here(`/edit/${page.task.documentId}?history=${version}`)),
  };
  const hasChanges = between.at(-1)?.changes !== undefined;
  const sentence = fill(messages.comparedPlainly, { n: version, from, who });
  page.showBanner(sentence, hasChanges ? { offer } : {});
}

/** Opens the editor's own history; at a version where one is named. A save that comes later is listed as well. */
export async function showHistory(page: EditorPageControls, version?: number): Promise<void> {
  try {
    const found = await listed(page);
    let newest = Math.max(0, ...found.history.map((entry) => entry.version));
    page.enterHistory((current) => {
      if (current <= newest) return;
      newest = current;
      void showHistory(page, shown.get(page));
    });
    page.call('refreshHistory', { ...found, currentVersion: version ?? found.currentVersion });
  } catch {
    page.call('refreshHistory', { error: messages.historyFailed });
  }
}

const REFUSALS: Readonly<Record<string, string>> = {
  'documents/not-allowed': messages.restoreNotAllowed,
  'documents/no-such-document': messages.restoreNotAllowed,
  'documents/being-edited': messages.beingEdited,
  'documents/checked-out': messages.restoreCheckedOut,
  'documents/unsaved-changes': messages.unsavedChanges,
  'editor-connector/restore-interrupted': messages.restoreAway,
};

/** Waits for the save of what this person typed themselves; not for others, who may edit all day. */
async function restored(
  page: EditorPageControls,
  { version, url, fileType }: ToRestore,
): Promise<{ readonly number: number }> {
  const { documentId } = page.task;
  const path = `/api/eurooffice/history/${documentId}/restore`;
  const wanted = { version, ...(url !== undefined && { url, file_type: fileType }) };
  for (const wait of SAVING_MS) {
    try {
      return await sendJson('POST', path, wanted);
    } catch (error) {
      if (codeOf(error) !== 'documents/being-edited' || (await othersEdit(page))) throw error;
      page.showBanner(messages.beingStored);
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
  return sendJson('POST', path, wanted);
}

const othersEdit = async ({ task }: EditorPageControls): Promise<boolean> =>
  (await editorsOf(task.documentId)).some((username) => username !== task.username);

const codeOf = (error: unknown): string => (error instanceof ApiError ? error.code : '');

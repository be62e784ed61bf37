import { sendJson } from '../keys/api.js';
import { fill, messages } from '../parts/messages.js';
import type { EditorSession } from './editor-session.js';
import type { EditorPageControls, Flow } from './flow.js';
import { pickDocument, type PickKind } from './picker.js';
import { here } from '../parts/here.js';

interface Made {
  readonly id: string;
  readonly title: string;
}

const openTab = (address: string): void => void window.open(address, '_blank', 'noopener');

/** New documents from the editor, and files that go into the one that is open. */
export const exchanging: Flow = (page) => ({
  onRequestSaveAs: async ({ title, fileType, url }) => {
    const made = await sendJson<Made>('POST', '/api/eurooffice/save-as', {
      document_id: page.task.documentId,
      title,
      file_type: fileType,
      url,
    });
    offerToOpen(page, made);
  },
  onRequestCreateNew: async () => {
    const made = await sendJson<Made>('POST', '/api/documents/blank', {
      title: messages.untitled,
      file_type: newTypeBeside(page.session?.config),
      lang: page.task.lang,
    });
    offerToOpen(page, made);
  },
  onRequestInsertImage: ({ c }) => lend(page, { kind: 'image', c, method: 'insertImage' }),
  onRequestSelectDocument: ({ c }) =>
    lend(page, { kind: 'document', c, method: 'setRequestedDocument' }),
  onRequestSelectSpreadsheet: ({ c }) =>
    lend(page, { kind: 'spreadsheet', c, method: 'setRequestedSpreadsheet' }),
  onRequestCompareFile: () =>
    lend(page, { kind: 'document', c: 'compare', method: 'setRevisedFile' }),
  onRequestMailMergeRecipients: () =>
    lend(page, { kind: 'spreadsheet', c: 'mailmerge', method: 'setMailMergeRecipients' }),
  onRequestReferenceData: async ({ referenceData, path, link }) =>
    page.call('setReferenceData', await refer(page, { reference_data: referenceData, path, link })),
  onRequestReferenceSource: async () => {
    const { documentId } = page.task;
    const picked = await pickDocument({ kind: 'spreadsheet', openedId: documentId });
    if (picked === undefined) return;
    const link = new URL(here(`/documents/${picked}`), location.href).href;
    page.call('setReferenceSource', await refer(page, { link }));
  },
  onRequestOpen: async ({ path, referenceData }) => {
    const { link } = await refer(page, { reference_data: referenceData, path });
    if (typeof link === 'string') openTab(link);
    else page.showBanner(messages.noSource);
  },
});

/** A window opens by itself only shortly after a click: the banner offers it for as long as it takes. */
function offerToOpen(page: EditorPageControls, { id, title }: Made): void {
  const offer = { label: messages.openIt, act: () => openTab(here(`/edit/${id}`)) };
  page.showBanner(fill(messages.madeDocument, { title }), { offer });
}

interface Wanted {
  readonly kind: PickKind;
  /** What the editor wants it for, in its own word. */
  readonly c: string;
  readonly method:
    | 'insertImage'
    | 'setMailMergeRecipients'
    | 'setRequestedDocument'
    | 'setRequestedSpreadsheet'
    | 'setRevisedFile';
}

async function lend(page: EditorPageControls, { kind, c, method }: Wanted): Promise<void> {
  const { documentId, isPrivate } = page.task;
  const takesFiles = kind === 'image' && !isPrivate;
  const picked = await pickDocument({ kind, openedId: documentId, takesFiles });
  if (picked === undefined) return;
  const wanted = { document_id: documentId, picked_id: picked, c };
  page.call(method, await sendJson('POST', '/api/eurooffice/lend', wanted));
}

/** What the editor shows of a refusal is in the person's language. */
async function refer(
  page: EditorPageControls,
  reference: object,
): Promise<Record<string, unknown>> {
  const answer = await sendJson<Record<string, unknown>>('POST', '/api/eurooffice/reference-data', {
    document_id: page.task.documentId,
    ...reference,
  });
  return 'error' in answer ? { ...answer, error: messages.noSource } : answer;
}

const NEW_TYPES = ['docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'txt', 'csv', 'md', 'pdf'];
const NEW_TYPE_OF_KIND: Readonly<Record<string, string>> = { cell: 'xlsx', slide: 'pptx' };

/** The format of what is open, or the usual one of its kind where no blank file of that format exists. */
const newTypeBeside = (config: EditorSession['config'] | undefined): string =>
  config !== undefined && NEW_TYPES.includes(config.document.fileType)
    ? config.document.fileType
    : (NEW_TYPE_OF_KIND[String(config?.documentType)] ?? 'docx');

import type { Flow, SimulatedEditor } from './flow.js';

const en = {
  saveAs: 'Save copy as',
  create: 'New',
  image: 'Insert image',
  compare: 'Compare',
  merge: 'Mail merge',
  refresh: 'Refresh data',
  openSource: 'Open source',
  taken: 'Taken into the document:',
  refused: 'The file could not be fetched.',
};

const de: typeof en = {
  saveAs: 'Kopie speichern',
  create: 'Neu',
  image: 'Bild einfügen',
  compare: 'Vergleichen',
  merge: 'Serienbrief',
  refresh: 'Daten auffrischen',
  openSource: 'Quelle öffnen',
  taken: 'Ins Dokument übernommen:',
  refused: 'Die Datei konnte nicht geholt werden.',
};

const fr: typeof en = {
  saveAs: 'Enregistrer une copie',
  create: 'Nouveau',
  image: 'Insérer une image',
  compare: 'Comparer',
  merge: 'Publipostage',
  refresh: 'Actualiser les données',
  openSource: 'Ouvrir la source',
  taken: 'Repris dans le document :',
  refused: 'Le fichier n’a pas pu être récupéré.',
};

interface Argument {
  readonly token?: string;
  readonly error?: string;
}

/** Events of older servers, for which these stand. */
const REPLACED: Readonly<Record<string, string>> = {
  canRequestSelectDocument: 'canRequestCompareFile',
  canRequestSelectSpreadsheet: 'canRequestMailMergeRecipients',
};

/** The sheet that data was taken from last. */
interface Source {
  readonly path?: string | undefined;
  readonly referenceData?: undefined | { readonly fileKey: string; readonly instanceId: string };
}

/** Copies, and files from elsewhere: fetched by the server, named with their size, and not drawn. */
export const exchanging: Flow = (editor) => {
  const { host, page } = editor;
  const texts = editor.inLanguage({ en, de, fr });
  let source: Source | undefined;
  const can = (flag: string): boolean => editor.config?.editorConfig[flag] === true;
  const tools = {
    canRequestSaveAs: page.tool('save-as', texts.saveAs, () => editor.session?.copy()),
    canRequestCreateNew: page.tool('create', texts.create, () => host.emit('onRequestCreateNew')),
    canRequestInsertImage: page.tool('image', texts.image, () =>
      host.emit('onRequestInsertImage', { c: 'add' }),
    ),
    canRequestSelectDocument: page.tool('compare', texts.compare, () =>
      can('canRequestSelectDocument')
        ? host.emit('onRequestSelectDocument', { c: 'compare' })
        : host.emit('onRequestCompareFile'),
    ),
    canRequestSelectSpreadsheet: page.tool('merge', texts.merge, () =>
      can('canRequestSelectSpreadsheet')
        ? host.emit('onRequestSelectSpreadsheet', { c: 'mailmerge' })
        : host.emit('onRequestMailMergeRecipients'),
    ),
    canRequestOpen: page.tool('open-source', texts.openSource, () =>
      host.emit('onRequestOpen', { ...source, windowName: 'source' }),
    ),
    canRequestReferenceSource: page.tool('refresh', texts.refresh, () =>
      host.emit('onRequestReferenceSource', {}),
    ),
  };

  const command = (data: unknown) => void take(editor, texts, data);
  const takeData = (data: unknown): void => {
    const { path, referenceData, error } = (data ?? {}) as Source & Argument;
    if (error === undefined) source = { path, referenceData };
    tools.canRequestOpen.hidden = !can('canRequestOpen') || source === undefined;
    command(data);
  };
  return {
    opened: () => {
      source = undefined;
      for (const [flag, tool] of Object.entries(tools))
        tool.hidden = !can(flag) && !can(REPLACED[flag] ?? '');
      tools.canRequestOpen.hidden = true;
    },
    commands: {
      downloadAs: (format) => editor.session?.downloadAs(typeof format === 'string' ? format : ''),
      insertImage: command,
      setMailMergeRecipients: command,
      setRequestedDocument: command,
      setRequestedSpreadsheet: command,
      setRevisedFile: command,
      setReferenceData: takeData,
      setReferenceSource: takeData,
    },
  };
};

/** What the token names is fetched by the server; the page says how large it was. */
async function take(
  { page, messages }: SimulatedEditor,
  texts: typeof en,
  data: unknown,
): Promise<void> {
  const { token, error } = (data ?? {}) as Argument;
  if (error !== undefined) return page.message(error, 'problem');
  const answer = await fetch('take', { method: 'POST', body: JSON.stringify({ token }) });
  if (!answer.ok) return page.message(texts.refused, 'problem');
  const files = (await answer.json()) as { fileType: string; size: number }[];
  const named = files.map(({ fileType, size }) => `.${fileType}, ${size} ${messages.bytes}`);
  page.message([texts.taken, ...named].join(' '));
}

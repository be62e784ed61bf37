import type { Flow } from './flow.js';

const en = {
  saveAs: 'Save copy as',
  create: 'New',
  image: 'Insert image',
  compare: 'Compare',
  merge: 'Mail merge',
  refresh: 'Refresh data',
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
  taken: 'Repris dans le document :',
  refused: 'Le fichier n’a pas pu être récupéré.',
};

interface Argument {
  readonly token?: string;
  readonly error?: string;
}

/** Copies, and files from elsewhere: fetched by the server, named with their size, and not drawn. */
export const exchanging: Flow = (editor) => {
  const { host, page, messages } = editor;
  const texts = editor.inLanguage({ en, de, fr });
  const tools = {
    canRequestSaveAs: page.tool('save-as', texts.saveAs, () => editor.session?.copy()),
    canRequestCreateNew: page.tool('create', texts.create, () => host.emit('onRequestCreateNew')),
    canRequestInsertImage: page.tool('image', texts.image, () =>
      host.emit('onRequestInsertImage', { c: 'add' }),
    ),
    canRequestSelectDocument: page.tool('compare', texts.compare, () =>
      host.emit('onRequestSelectDocument', { c: 'compare' }),
    ),
    canRequestSelectSpreadsheet: page.tool('merge', texts.merge, () =>
      host.emit('onRequestSelectSpreadsheet', { c: 'mailmerge' }),
    ),
    canRequestReferenceSource: page.tool('refresh', texts.refresh, () =>
      host.emit('onRequestReferenceSource', {}),
    ),
  };

  async function take(data: unknown): Promise<void> {
    const { token, error } = (data ?? {}) as Argument;
    if (error !== undefined) return page.message(error, 'problem');
    const answer = await fetch('take', { method: 'POST', body: JSON.stringify({ token }) });
    if (!answer.ok) return page.message(texts.refused, 'problem');
    const files = (await answer.json()) as { fileType: string; size: number }[];
    const named = files.map(({ fileType, size }) => `.${fileType}, ${size} ${messages.bytes}`);
    page.message([texts.taken, ...named].join(' '));
  }

  const command = (data: unknown) => void take(data);
  return {
    opened: ({ editorConfig: can }) => {
      for (const [flag, tool] of Object.entries(tools)) tool.hidden = can[flag] !== true;
    },
    commands: {
      insertImage: command,
      setRequestedDocument: command,
      setRequestedSpreadsheet: command,
      setReferenceData: command,
      setReferenceSource: command,
    },
  };
};

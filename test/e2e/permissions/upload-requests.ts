import type { Asked } from './made-for-request.js';
import { TEXT } from './asking-desk.js';
import { plain, type Recipe } from './recipe.js';

export const TUS = { 'tus-resumable': '1.0.0' };
const NAMED = {
  'upload-metadata': `filename ${Buffer.from('Sent.txt').toString('base64')}`,
};
export const PIECE = { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };

export const etagOf = async ({ desk, id }: Asked): Promise<string> =>
  ((await (await desk.owner.fetch(`/api/documents/${id}`)).json()) as { etag: string }).etag;

/** The address of an upload that the owner began: others know it, and it is not theirs. */
async function ownUpload({ desk }: Asked): Promise<string> {
  const begun = await desk.owner.fetch('/api/uploads', {
    method: 'POST',
    headers: { ...TUS, ...NAMED, 'upload-length': String(TEXT.length) },
  });
  return begun.headers.get('location') ?? '';
}

/** One that is there: then it is told where what it became is. */
async function completeUpload(asked: Asked): Promise<string> {
  const path = await ownUpload(asked);
  await asked.desk.owner.fetch(path, {
    method: 'PATCH',
    body: TEXT,
    headers: { ...TUS, ...PIECE },
  });
  return path;
}

/** How the routes of resumable uploads are asked. */
export const resumableUploads: Readonly<Record<string, Recipe>> = {
  'POST /api/uploads': plain({ headers: { ...TUS, ...NAMED, 'upload-length': '3' } }),
  'POST /api/documents/:id/uploads': {
    request: async (asked) => ({
      headers: { ...TUS, 'upload-length': '3', 'if-match': `"${await etagOf(asked)}"` },
    }),
  },
  'HEAD /api/uploads/:upload': {
    request: async (asked) => ({ path: await completeUpload(asked), headers: TUS }),
  },
  'PATCH /api/uploads/:upload': {
    request: async (asked) => ({
      ...{ path: await ownUpload(asked), body: TEXT, headers: { ...TUS, ...PIECE } },
    }),
  },
  'DELETE /api/uploads/:upload': {
    request: async (asked) => ({ path: await ownUpload(asked), headers: TUS }),
  },
};

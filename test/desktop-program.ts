import { readBlankFiles } from '../src/documents/formats/bundled-formats.file.js';
import { DesktopDocuments, OfficeConnectorModule } from '../src/office-connector/index.js';
import type { Actor } from '../src/platform/identity/actor.js';
import { People } from '../src/platform/identity/people.js';
import type { RunningKontor } from './start-kontor.js';

export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
export const docx = Buffer.from(readBlankFiles().of('docx'));
export const xlsx = Buffer.from(readBlankFiles().of('xlsx'));
export const TUS = { 'tus-resumable': '1.0.0' };

const actor = async ({ app }: RunningKontor, username: string): Promise<Actor> => {
  const person = await app.get(People, { strict: false }).find(username);
  return { ...person!, isAdmin: false, locale: 'de' };
};

const desktop = ({ app }: RunningKontor) =>
  app.select(OfficeConnectorModule).get(DesktopDocuments, { strict: true });

export interface Claims {
  action: string;
  url: string;
  documents: string[];
  sub: string;
  exp: number;
}

export const tokenIn = (url: string): string => url.slice('oc:'.length);
export const claimsIn = (url: string): Claims =>
  JSON.parse(Buffer.from(tokenIn(url).split('.')[1]!, 'base64url').toString());

/** Requests as Office Connector makes them, by hand. */
export function desktopProgram(kontor: RunningKontor) {
  const shadow = async (username = 'alice', title = 'Einladung') =>
    desktop(kontor).create(await actor(kontor, username), {
      title,
      template: {
        templateId: '2574d08d-95ea-4639-beab-3103fe4c3bc7',
        title: 'Einladung',
        fileType: 'docx',
        contentType: DOCX,
        filename: 'Einladung.docx',
        languages: ['1033', '2055'],
      },
      fields: { subject: 'Herbst' },
      contentControls: { place: 'Bern' },
    });

  async function uploaded(title: string, sharedWith?: string): Promise<string> {
    const response = await kontor.fetchAs('alice', `/api/documents?title=${title}.docx`, {
      method: 'POST',
      body: docx,
    });
    const { id } = (await response.json()) as { id: string };
    if (sharedWith !== undefined)
      await kontor.fetchAs('alice', `/api/documents/${id}/shares/${sharedWith}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ role: 'editor' }),
      });
    return id;
  }

  async function checkoutToken(username: string, id: string): Promise<string> {
    const response = await kontor.fetchAs(
      username,
      `/documents/${id}/officeconnector_checkout_url`,
    );
    if (!response.ok) throw new Error(`no URL: ${response.status}`);
    return tokenIn(((await response.json()) as { url: string }).url);
  }

  /** A request as the desktop program makes it: its token, and nothing else of the person. */
  const ask = (token: string, path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${token}`);
    return fetch(new URL(path, kontor.url), { ...init, headers });
  };
  const post = (token: string, path: string, body?: unknown) =>
    ask(token, path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  const begin = (token: string, id: string, length: number | string, filename = 'x.docx') =>
    ask(token, `/documents/${id}/@tus-replace`, {
      method: 'POST',
      headers: {
        ...TUS,
        'upload-length': String(length),
        'upload-metadata': `filename ${Buffer.from(filename).toString('base64')},content-type eA==`,
      },
    });
  const patch = (token: string, location: string, offset: number, body: Buffer) =>
    ask(token, location, {
      method: 'PATCH',
      headers: {
        ...TUS,
        'upload-offset': String(offset),
        'content-type': 'application/offset+octet-stream',
      },
      body: new Uint8Array(body),
    });
  const offsetOf = async (token: string, location: string): Promise<number> => {
    const response = await ask(token, location, { method: 'HEAD', headers: TUS });
    if (response.status !== 200) throw new Error(`no offset: ${response.status}`);
    return Number(response.headers.get('upload-offset'));
  };

  async function upload(token: string, id: string, bytes: Buffer, filename?: string) {
    const begun = await begin(token, id, bytes.length, filename);
    if (begun.status !== 201) throw new Error(`not begun: ${begun.status}`);
    return patch(token, begun.headers.get('location')!, 0, bytes);
  }

  const document = async (username: string, id: string) =>
    (await kontor.fetchAs(username, `/api/documents/${id}`)).json() as Promise<
      Record<string, unknown>
    >;
  const versions = async (id: string) => {
    const response = await kontor.fetchAs('alice', `/api/documents/${id}/versions`);
    return ((await response.json()) as { versions: Record<string, unknown>[] }).versions;
  };

  return {
    shadow,
    uploaded,
    checkoutToken,
    ask,
    post,
    begin,
    patch,
    offsetOf,
    upload,
    document,
    versions,
  };
}

export type DesktopProgram = ReturnType<typeof desktopProgram>;

import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Attribute, Change, Client } from 'ldapts';
import { provisionSamba, type RunningSamba } from '../start-samba.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

const PASSWORD = 'Rundweg!Pass9';
/** One pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
/** The beginning is all that is looked at. */
const JPEG = Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.alloc(5000, 7)]);
const PEOPLE = ['kmueller', 'bare', 'liar', 'late'] as const;

describe("people's pictures from the directory", () => {
  let samba: RunningSamba;
  let kontor: RunningKontor;
  const ids = new Map<string, string>();

  const startedKontor = () => startKontor(samba.settings);

  beforeAll(async () => {
    samba = await provisionSamba();
    for (const name of PEOPLE) await samba.tool('user', 'create', name, PASSWORD);
    await samba.start();
    await photograph('kmueller', PNG);
    await photograph('late', PNG);
    await photograph('liar', Buffer.from('<svg xmlns="…"><script>alert(1)</script></svg>'));
    kontor = await startedKontor();
    await shareWithAll(kontor);
  });

  afterAll(async () => {
    await kontor?.stop();
    await samba.remove();
  });

  async function photograph(name: string, photo: Buffer): Promise<void> {
    const tlsOptions = { ca: await readFile(samba.caFile, 'utf8') };
    const client = new Client({ url: 'ldaps://127.0.0.1', tlsOptions });
    await client.bind(samba.adminDn, samba.adminPassword);
    const modification = new Attribute({ type: 'thumbnailPhoto', values: [photo] });
    const change = new Change({ operation: 'replace', modification });
    await client.modify(`CN=${name},CN=Users,${samba.baseDn}`, change);
    await client.unbind();
  }

  /** Which makes their accounts; the id of the document. */
  async function shareWithAll({ fetchAs }: RunningKontor): Promise<string> {
    const init = { method: 'POST', body: 'text' };
    const { id }: Wire = await (await fetchAs('bob', '/api/documents?title=Plan.txt', init)).json();
    for (const name of PEOPLE) {
      await fetchAs('bob', `/api/documents/${id}/shares/${name}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ role: 'viewer' }),
      });
      const found: Wire = await (await fetchAs('bob', `/api/people?q=${name}`)).json();
      ids.set(name, found.people[0].id);
    }
    return id;
  }

  const pictureOf = (name: string, query = '', headers = {}): Promise<Response> =>
    kontor.fetchAs('bob', `/api/people/${ids.get(name) ?? name}/picture${query}`, { headers });
  const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

  it('should show the photo, with a tag that spares sending it again', async () => {
    const shown = await pictureOf('kmueller');
    expect(shown.status).toBe(200);
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      ...{ 'content-type': 'image/png', 'x-content-type-options': 'nosniff' },
      'cache-control': expect.stringMatching(/^private\b/) as unknown,
      'content-security-policy': expect.stringContaining('sandbox') as unknown,
    });
    expect(await bytesOf(shown)).toEqual(PNG);
    const again = await pictureOf('kmueller', '', { 'if-none-match': shown.headers.get('etag')! });
    expect(again.status).toBe(304);
    expect(await bytesOf(again)).toHaveLength(0);
  });

  it.each(['bare', 'liar', 'bob', '00000000-0000-7000-8000-000000000000'])(
    'should have none of %s, and nothing that hides the initials',
    async (name) => {
      const none = await pictureOf(name);
      expect([none.status, await none.json()]).toMatchObject([404, { code: 'access/no-picture' }]);
      const blank = await pictureOf(name, '?or=blank');
      expect([blank.status, blank.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
      expect(await blank.text()).toMatch(/^<svg [^<>]*\/>$/);
    },
  );

  it('should show it to nobody who is not signed in', async () => {
    const path = `/api/people/${ids.get('kmueller')}/picture?or=blank`;
    expect((await fetch(new URL(path, kontor.url))).status).toBe(401);
  });

  it('should be shown in the editor, at an address for one reader alone', async () => {
    const id = await shareWithAll(kontor);
    const share = (method: string, body: string | null = null) =>
      kontor.fetchAs('bob', `/api/documents/${id}/shares/alice`, {
        ...{ method, body },
        ...(body !== null && { headers: { 'content-type': 'application/json' } }),
      });
    await share('PUT', '{"role":"viewer"}');
    const addressesFor = async (reader: string): Promise<Map<string, string | undefined>> => {
      const listed = await kontor.fetchAs(reader, `/api/eurooffice/people/${id}`);
      const { people }: Wire = await listed.json();
      return new Map(people.map((person: Wire) => [person.username, person.picture_url]));
    };
    const addresses = await addressesFor('alice');
    expect(addresses.get('bob')).toBeUndefined();
    const address = addresses.get('kmueller')!;
    expect(new URL(address).origin).toBe(kontor.url);
    const shown = await fetch(address);
    expect(shown.status).toBe(200);
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      ...{ 'content-type': 'image/png', 'x-content-type-options': 'nosniff' },
      ...{ 'referrer-policy': 'no-referrer', 'cross-origin-resource-policy': 'cross-origin' },
      'cache-control': expect.stringMatching(/^private\b/) as unknown,
      'content-security-policy': expect.stringContaining('sandbox') as unknown,
    });
    expect(await bytesOf(shown)).toEqual(PNG);
    const none = await fetch(addresses.get('bare')!);
    expect([none.status, none.headers.get('content-type')]).toEqual([
      404,
      expect.stringContaining('problem+json'),
    ]);

    const refused = async (path: string) => (await fetch(path)).status;
    expect(await refused(address.replace(ids.get('kmueller')!, ids.get('late')!))).toBe(403);
    const forged = address.replace(/.{2}$/, (end) => (end === 'AA' ? 'BB' : 'AA'));
    expect(await refused(forged)).toBe(403);
    await share('DELETE');
    expect(await refused(address)).toBe(403);
    expect(await refused((await addressesFor('bob')).get('kmueller')!)).toBe(200);
  });

  it('should be over the initials where people are shown, and only of people of the directory', async () => {
    const listed = await (await kontor.fetchAs('admin', '/admin/people')).text();
    // Above it is the administrator's own place, in the header.
    const list = listed.slice(listed.indexOf('<main'));
    const images = [...list.matchAll(/<img class="portrait" src="([^"]+)"/g)];
    const addresses = PEOPLE.map((name) => `/api/people/${ids.get(name)}/picture?or=blank`);
    expect(new Set(images.map(([, address]) => address))).toEqual(new Set(addresses));
    const id = await shareWithAll(kontor);
    const page = await (await kontor.fetchAs('bob', `/documents/${id}`)).text();
    for (const address of addresses) expect(page).toContain(`src="${address}"`);
  });

  it('should show a new photo', async () => {
    await photograph('kmueller', JPEG);
    // What was read before is kept for an hour: another instance has not asked yet.
    const former = (await pictureOf('kmueller')).headers.get('etag')!;
    await kontor.stop();
    kontor = await startedKontor();
    await shareWithAll(kontor);
    const shown = await pictureOf('kmueller', '', { 'if-none-match': former });
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(shown.headers.get('etag')).not.toBe(former);
    expect(await bytesOf(shown)).toEqual(JPEG);
  });

  it('should go on with what it knows while the directory is down, and with initials', async () => {
    await samba.kill();
    expect(await bytesOf(await pictureOf('kmueller'))).toEqual(JPEG);
    const blank = await pictureOf('late', '?or=blank');
    expect([blank.status, blank.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    expect(blank.headers.get('content-type')).toBe('image/svg+xml');
    const unknown = await pictureOf('late');
    expect(unknown.status).toBe(503);
    expect(await unknown.json()).toMatchObject({ code: 'directory/unavailable' });
  });
});

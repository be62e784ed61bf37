import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startKontor, type RunningKontor } from '../start-kontor.js';

describe('changes on a condition', () => {
  let kontors: [RunningKontor, RunningKontor];
  let path: string;

  beforeAll(async () => {
    const first = await startKontor();
    kontors = [first, await startKontor({ KONTOR_DATA_DIR: `${first.folder}/data` })];
    const made = await send(0, 'POST', '/api/documents/blank', {
      title: 'A.docx',
      file_type: 'docx',
    });
    path = `/api/documents/${((await made.json()) as { id: string }).id}`;
  });
  afterAll(async () => {
    await kontors[1].stop();
    await kontors[0].stop();
  });

  const send = (instance: 0 | 1, method: string, at: string, body?: object, ifMatch?: string) =>
    kontors[instance].fetchAs('alice', at, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(ifMatch !== undefined && { 'if-match': ifMatch }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const etagOf = async (at = path): Promise<string> =>
    (await send(0, 'GET', at)).headers.get('etag')!;

  it('should be made while the thing is as it was seen, however a proxy writes the tag', async () => {
    for (const written of [
      (etag: string) => etag,
      (etag: string) => `W/${etag}`,
      (etag: string) => etag.replace(/"$/, '-gzip"'),
      (etag: string) => etag.replace(/"$/, '--gzip"'),
      (etag: string) => `"another", ${etag}`,
      () => '*',
    ]) {
      const tag = written(await etagOf());
      const title = `Title ${tag.replaceAll(/\W/g, '')}.docx`;
      const changed = await send(0, 'PATCH', path, { title }, tag);
      expect([tag, changed.status]).toEqual([tag, 200]);
      expect(await changed.json()).toMatchObject({ title });
    }
  });

  it('should be refused when it changed meanwhile, and say what it is now', async () => {
    const seen = await etagOf();
    expect((await send(1, 'PATCH', path, { title: 'B.docx' })).status).toBe(200);
    for (const [method, at, body] of [
      ['PATCH', path, { title: 'C.docx' }],
      ['DELETE', path, undefined],
      ['PUT', `${path}/shares/bob`, { role: 'viewer' }],
    ] as const) {
      const answer = await send(0, method, at, body, seen);
      expect([method, answer.status]).toEqual([method, 412]);
      expect(await answer.json()).toMatchObject({
        code: 'platform/changed-meanwhile',
        data: { etag: await etagOf(method === 'PUT' ? `${path}/shares` : path) },
      });
    }
    expect(await (await send(0, 'GET', path)).json()).toMatchObject({ title: 'B.docx' });
  });

  it('should compare a share with the list of shares', async () => {
    const seen = await etagOf(`${path}/shares`);
    expect((await send(0, 'PUT', `${path}/shares/bob`, { role: 'viewer' }, seen)).status).toBe(200);
    expect((await send(0, 'DELETE', `${path}/shares/bob`, undefined, seen)).status).toBe(412);
    const now = await etagOf(`${path}/shares`);
    expect((await send(0, 'DELETE', `${path}/shares/bob`, undefined, now)).status).toBe(204);
  });

  it('should be made by one of many that saw the same, over all instances', async () => {
    const seen = await etagOf();
    const titles = Array.from({ length: 12 }, (_, i) => `Race-${i}.docx`);
    const answers = await Promise.all(
      titles.map((title, i) => send(i % 2 === 0 ? 0 : 1, 'PATCH', path, { title }, seen)),
    );
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([
      200,
      ...Array(11).fill(412),
    ]);
  });

  it('should tell a stranger nothing more than without a condition', async () => {
    const asBob = (at: string) =>
      kontors[0].fetchAs('bob', at, { method: 'DELETE', headers: { 'if-match': '"guess"' } });
    const answers = [await asBob(path), await asBob('/api/documents/nothing')];
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
  });

  it('should hold for settings and applications too', async () => {
    const { fetchAs } = kontors[0];
    const json = { 'content-type': 'application/json' };
    const etag = (await fetchAs('admin', '/api/settings')).headers.get('etag')!;
    const change = (seconds: number) =>
      fetchAs('admin', '/api/settings', {
        method: 'PATCH',
        headers: { ...json, 'if-match': etag },
        body: JSON.stringify({ oneoffixx_cache_timeout: seconds }),
      });
    expect((await change(77)).status).toBe(200);
    expect((await change(78)).status).toBe(412);
  });

  it('should spare a reader what they have', async () => {
    const etag = await etagOf();
    const again = await kontors[1].fetchAs('alice', path, {
      headers: { 'if-none-match': `W/${etag}` },
    });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
    await send(0, 'PATCH', path, { title: 'New.docx' });
    const changed = await kontors[1].fetchAs('alice', path, { headers: { 'if-none-match': etag } });
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).not.toBe(etag);
  });
});

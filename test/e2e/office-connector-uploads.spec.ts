import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ManageAccounts } from '../../src/access/index.js';
import { desktopProgram, docx, TUS, xlsx, type DesktopProgram } from '../desktop-program.js';
import { UploadLeftBehind } from '../upload-left-behind.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';

let kontor: RunningKontor;
let program: DesktopProgram;

beforeAll(async () => {
  kontor = await startKontor({ ONEOFFIXX_HOSTNAME: 'templates.invalid' });
  program = desktopProgram(kontor);
});

afterAll(() => kontor.stop());

describe('an upload', () => {
  it('should go on where a broken connection left it', async () => {
    const id = await program.uploaded('Abgebrochen');
    const token = await program.checkoutToken('alice', id);
    await program.post(token, `/documents/${id}/@checkout`);
    const location = (await program.begin(token, id, docx.length)).headers.get('location')!;
    const half = Math.floor(docx.length / 2);

    /** Announces all that is left, and is gone in the middle of it. */
    const sendAndBreakOff = async (from: number, to: number): Promise<void> => {
      const { hostname, port, pathname } = new URL(location);
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      socket.write(
        `PATCH ${pathname} HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Bearer ${token}\r\n` +
          `tus-resumable: 1.0.0\r\nupload-offset: ${from}\r\n` +
          `content-length: ${docx.length - from}\r\n` +
          'content-type: application/offset+octet-stream\r\n\r\n',
      );
      await new Promise((done) => {
        socket.write(docx.subarray(from, to), done);
      });
      socket.destroy();
    };
    const breakOff = async (from: number, to: number): Promise<void> => {
      let offset = from;
      for (let asked = 0; offset === from; asked++) {
        // A connection that breaks before the server has begun to read leaves nothing: it is tried again.
        if (asked % 20 === 0) await sendAndBreakOff(from, to);
        offset = await program.offsetOf(token, location);
      }
      expect(offset).toBe(to);
    };
    await breakOff(0, 400);
    await breakOff(400, half);
    expect(await program.versions(id)).toHaveLength(1);

    const wrong = await program.patch(token, location, 0, docx);
    expect(wrong.status).toBe(400);
    const middle = half + 100;
    expect((await program.patch(token, location, half, docx.subarray(half, middle))).status).toBe(
      204,
    );
    expect(await program.offsetOf(token, location)).toBe(middle);
    const rest = await program.patch(token, location, middle, docx.subarray(middle));
    expect(rest.headers.get('upload-offset')).toBe(String(docx.length));
    const got = await program.ask(token, `/documents/${id}/download`);
    expect(Buffer.from(await got.arrayBuffer()).equals(docx)).toBe(true);
    expect(await program.versions(id)).toHaveLength(2);
    // Sent again after an answer that was lost: still one version.
    expect(await program.offsetOf(token, location)).toBe(docx.length);
    expect((await program.patch(token, location, docx.length, Buffer.alloc(0))).status).toBe(204);
    expect(await program.versions(id)).toHaveLength(2);
  });

  it('should go on where a connection that nobody closes left it', async () => {
    const id = await program.uploaded('Im Zug');
    const token = await program.checkoutToken('alice', id);
    await program.post(token, `/documents/${id}/@checkout`);
    const location = (await program.begin(token, id, docx.length)).headers.get('location')!;
    const half = Math.floor(docx.length / 2);
    const left = await UploadLeftBehind.at(location, token, docx, half);
    expect(await left.offset(() => program.offsetOf(token, location))).toBe(half);
    const rest = await program.patch(token, location, half, docx.subarray(half));
    expect(rest.headers.get('upload-offset')).toBe(String(docx.length));
    const got = await program.ask(token, `/documents/${id}/download`);
    expect(Buffer.from(await got.arrayBuffer()).equals(docx)).toBe(true);
    left.close();
  });

  it('should refuse what is not tus, not a file, or not known', async () => {
    const id = await program.uploaded('Unfug');
    const token = await program.checkoutToken('alice', id);
    expect((await program.begin(token, id, docx.length)).status).toBe(403);
    await program.post(token, `/documents/${id}/@checkout`);
    const without = await program.ask(token, `/documents/${id}/@tus-replace`, { method: 'POST' });
    expect(without.status).toBe(412);
    expect((await program.begin(token, id, 'many')).status).toBe(400);
    expect((await program.begin(token, id, 1e12)).status).toBe(413);
    expect((await program.begin(token, id, 10, 'x.exe')).status).toBe(415);
    const unknown = `/documents/${id}/@tus-upload/${'A'.repeat(43)}`;
    expect((await program.patch(token, unknown, 0, docx)).status).toBe(404);
    expect((await program.upload(token, id, Buffer.from('<html>sign in</html>'))).status).toBe(422);
    const location = (await program.begin(token, id, 10)).headers.get('location')!;
    expect((await program.patch(token, location, 0, docx)).status).toBe(400);
    const typed = await program.ask(token, location, {
      method: 'PATCH',
      headers: { ...TUS, 'upload-offset': '0', 'content-type': 'application/json' },
      body: '{}',
    });
    expect(typed.status).toBe(400);
    expect(await program.versions(id)).toHaveLength(1);
  });

  it('should go through with headers and bodies that hold more, or less, than is needed', async () => {
    const id = await program.uploaded('Eigenheiten');
    const token = await program.checkoutToken('alice', id);
    const post = (path: string, type: string, body: string) =>
      program.ask(token, `/documents/${id}/${path}`, {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      });
    expect((await post('@checkout', 'text/plain', 'nothing that matters')).status).toBe(204);
    for (const body of [
      '{"timeout":null,"stealable":null}',
      '{"timeout":"600"}',
      '{"timeout":0}',
      '\uFEFF{"timeout":600}',
      '[]',
      'timeout=600',
    ]) {
      const locked = await post('@lock', 'application/json', body);
      expect([body, locked.status]).toEqual([body, 200]);
      expect(await locked.json()).toMatchObject({ locked: true, timeout: 600 });
    }
    for (const metadata of ['filename', 'filename !!', `filename ${btoa('Brief')}`, 'other eA==']) {
      const begun = await program.ask(token, `/documents/${id}/@tus-replace`, {
        method: 'POST',
        headers: {
          ...TUS,
          'upload-length': String(docx.length),
          'upload-metadata': metadata,
          'content-type': 'multipart/form-data; boundary=x',
        },
        body: '--x--',
      });
      expect([metadata, begun.status]).toEqual([metadata, 201]);
      const sent = await program.ask(token, begun.headers.get('location')!, {
        method: 'PATCH',
        headers: {
          ...{ ...TUS, 'upload-offset': '0' },
          'content-type': 'Application/Offset+Octet-Stream; charset=utf-8',
        },
        body: new Uint8Array(docx),
      });
      expect([metadata, sent.status]).toEqual([metadata, 204]);
    }
    const comment = `\u0000Sehr viel geändert \ud800: ${'x'.repeat(10_000)}`;
    const checkedIn = await post(
      '@checkin',
      'application/json; charset=utf-8',
      `\uFEFF${JSON.stringify({ comment, more: 1 })}`,
    );
    expect(checkedIn.status).toBe(204);
    const [newest, ...older] = await program.versions(id);
    expect(newest).toMatchObject({
      file_type: 'docx',
      comment: comment.replace('\0', '').replace('\ud800', '\ufffd'),
    });
    expect(older).toHaveLength(4);
  });

  it('should be complete at its creation when it has no bytes', async () => {
    const created = await kontor.fetchAs('alice', '/api/documents?title=Leer.txt', {
      method: 'POST',
      body: 'something',
    });
    const { id } = await created.json();
    const token = await program.checkoutToken('alice', id);
    await program.post(token, `/documents/${id}/@checkout`);
    const begun = await program.begin(token, id, 0, 'Leer.txt\u200b.');
    expect([begun.status, begun.headers.get('upload-offset')]).toEqual([201, '0']);
    expect(await program.versions(id)).toMatchObject([{ number: 2, size: 0 }, { number: 1 }]);
    const location = begun.headers.get('location')!;
    expect(await program.offsetOf(token, location)).toBe(0);
    // Programs that send the nothing all the same make no second version of it.
    expect((await program.patch(token, location, 0, Buffer.alloc(0))).status).toBe(204);
    expect(await program.versions(id)).toHaveLength(2);
  });

  it('should bring back the version from before when it is cancelled', async () => {
    const id = await program.uploaded('Zurück');
    const token = await program.checkoutToken('alice', id);
    await program.post(token, `/documents/${id}/@checkout`);
    expect((await program.upload(token, id, xlsx, 'x.xlsx')).status).toBe(204);
    expect(await program.document('alice', id)).toMatchObject({
      file_type: 'xlsx',
      current_version: 2,
    });
    expect((await program.post(token, `/documents/${id}/@cancelcheckout`)).status).toBe(204);
    expect(await program.document('alice', id)).toMatchObject({
      file_type: 'docx',
      current_version: 3,
    });
    expect(await program.versions(id)).toMatchObject([
      { number: 3, state: 'current', origin: 'restore' },
      { number: 2, state: 'archived', origin: 'office-connector' },
      { number: 1, state: 'archived' },
    ]);
    const status = await (await program.ask(token, `/documents/${id}/status`)).json();
    expect(status).toMatchObject({ checked_out: false, locked: false });
  });
});

describe('the token in an oc: URL', () => {
  it('should end with the account it was made for', async () => {
    const id = await program.uploaded('Gesperrt', 'bob');
    const token = await program.checkoutToken('bob', id);
    expect((await program.ask(token, `/documents/${id}/status`)).status).toBe(200);
    const accounts = kontor.app.get(ManageAccounts, { strict: false });
    await accounts.setDisabled('bob', true);
    expect((await program.ask(token, `/documents/${id}/status`)).status).toBe(401);
    await accounts.setDisabled('bob', false);
    // Disabling ended every token; enabling again brings none back.
    expect((await program.ask(token, `/documents/${id}/status`)).status).toBe(401);
  });

  it('should be one of a bounded number for each person', async () => {
    const id = await program.uploaded('Viele');
    const token = await program.checkoutToken('alice', id);
    await program.post(token, `/documents/${id}/@checkout`);
    const statuses: number[] = [];
    let refused: Response | undefined;
    while (refused === undefined) {
      const answer = await program.begin(token, id, docx.length);
      statuses.push(answer.status);
      if (answer.status !== 201) refused = answer;
    }
    expect(statuses.filter((status) => status === 201).length).toBeLessThanOrEqual(50);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await refused.json()).code).toBe('documents/too-many-uploads');
  });
});

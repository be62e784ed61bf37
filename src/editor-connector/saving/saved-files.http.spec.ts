import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createServer, type RequestListener } from 'node:http';
import {
  createServer as createPlainServer,
  type AddressInfo,
  type Server,
  type Socket,
} from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { HttpSavedFiles } from './saved-files.http.js';

const CONTENT = 'of a contract '.repeat(2000);

describe('HttpSavedFiles', () => {
  const files = new HttpSavedFiles();
  const sockets = new Set<Socket>();
  let server: Server;
  let connections = 0;

  beforeEach(() => {
    connections = 0;
  });
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    server.close();
    jest.restoreAllMocks();
  });

  async function serve(made: Server): Promise<void> {
    server = made;
    server.on('connection', (socket: Socket) => {
      connections++;
      sockets.add(socket);
      // The other end may be gone by the time something is written.
      socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }

  const http = (listener: RequestListener) => serve(createServer(listener));

  const open = () =>
    files.open(new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/file`));

  async function read(): Promise<string> {
    let text = '';
    for await (const chunk of (await open()).content) text += Buffer.from(chunk).toString();
    return text;
  }

  it('should fetch one file after the other on one connection, zeroed in between', async () => {
    const blocks = jest.spyOn(Buffer, 'allocUnsafeSlow');
    await http((_, response) => response.end(CONTENT));
    for (let i = 0; i < 3; i++) {
      expect(await read()).toBe(CONTENT);
      // It rests one turn after the last chunk.
      for (let turn = 0; turn < 5; turn++) await nextTurn();
      const received = blocks.mock.results.map(({ value }) => value as Buffer);
      expect(received.length).toBeGreaterThan(0);
      expect(received.every((block) => block.every((byte) => byte === 0))).toBe(true);
    }
    expect(connections).toBe(1);
  });

  it('should ask again when the server closed the connection that was kept', async () => {
    const served = new Set<Socket>();
    await http(({ socket }, response) => {
      if (served.has(socket)) return void socket.destroy();
      served.add(socket);
      response.end(CONTENT);
    });
    for (let i = 0; i < 3; i++) {
      expect(await read()).toBe(CONTENT);
      await nextTurn();
    }
    expect(connections).toBe(3);
  });

  it('should not ask again when a new connection is closed', async () => {
    await http(({ socket }) => void socket.destroy());
    await expect(read()).rejects.toMatchObject({ code: 'editor-connector/save-interrupted' });
    expect(connections).toBe(1);
  });

  it('should fetch several at once on connections of their own', async () => {
    await http((_, response) => response.end(CONTENT));
    expect(await Promise.all([read(), read(), read()])).toEqual([CONTENT, CONTENT, CONTENT]);
    expect(connections).toBe(3);
  });

  it('should not keep the connection of a file that was given up', async () => {
    await http((_, response) => {
      response.writeHead(200, { 'content-length': 1_000_000 });
      response.write(CONTENT);
    });
    const file = await open();
    const closed = new Promise((resolve) => [...sockets][0]?.once('close', resolve));
    files.abandon(file);
    await closed;
  });

  it('should take nothing that came after one file for the next', async () => {
    const answer = (text: string) =>
      `HTTP/1.1 200 OK\r\ncontent-length: ${text.length}\r\n\r\n${text}`;
    await serve(
      createPlainServer((socket) =>
        socket.on('data', () => socket.write(answer('first') + answer('planted'))),
      ),
    );
    expect(await read()).toBe('first');
    await nextTurn();
    expect(await read()).toBe('first');
    expect(connections).toBe(2);
  });
});

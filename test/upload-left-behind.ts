import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** An upload (tus) whose sender is gone without closing the connection, as who leaves a network is. */
export class UploadLeftBehind {
  private constructor(private readonly socket: Socket) {}

  /** Announces all of `content`, sends it up to `to`, and then no more. The server has begun to read. */
  static async at(
    location: string,
    token: string,
    content: Buffer,
    to: number,
  ): Promise<UploadLeftBehind> {
    const { hostname, port, pathname } = new URL(location);
    const socket = connect(Number(port), hostname).on('error', () => undefined);
    await once(socket, 'connect');
    socket.write(
      `PATCH ${pathname} HTTP/1.1\r\nhost: ${hostname}:${port}\r\nauthorization: Bearer ${token}\r\n` +
        'tus-resumable: 1.0.0\r\nupload-offset: 0\r\nexpect: 100-continue\r\n' +
        `content-length: ${content.length}\r\n` +
        'content-type: application/offset+octet-stream\r\n\r\n',
    );
    // "100 Continue": the server has the request.
    await once(socket, 'data');
    await new Promise((done) => {
      socket.write(content.subarray(0, to), done);
    });
    return new UploadLeftBehind(socket);
  }

  /** What the server says how far it came. It is asked again if it had not begun with the bytes yet. */
  async offset(ask: () => Promise<number>): Promise<number> {
    let offset = 0;
    for (let asked = 0; asked < 3 && offset === 0; asked++) offset = await ask();
    return offset;
  }

  close(): void {
    this.socket.destroy();
  }
}

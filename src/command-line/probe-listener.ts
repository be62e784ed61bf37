import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { ProbeAnswers } from '../connections/index.js';

export interface Listening {
  readonly notice: string | undefined;
  close(): Promise<void>;
}

interface Place {
  readonly host: string;
  readonly port: number;
  readonly answers: ProbeAnswers;
}

const ROUTE = /^\/(?:.*\/)?api\/eurooffice\/probe\/([^/?]+)(\/sight)?$/;

/** Serves the file of the check, and nothing else, where the server would listen. */
export async function listenInPlace({ host, port, answers }: Place): Promise<Listening> {
  const server = createServer((request, response) => respond(request, response, answers));
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const notice = `Kontor does not run, and this command cannot listen at ${host}:${port} in its place (${code})`;
    return { notice, close: () => Promise.resolve() };
  }
  return {
    notice: `Kontor does not run: this command listened at ${host}:${port} in its place`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function respond(request: IncomingMessage, response: ServerResponse, answers: ProbeAnswers): void {
  const url = URL.parse(request.url ?? '/', 'http://here');
  const [, id, isSight] = ROUTE.exec(url?.pathname ?? '') ?? [];
  if (url === null || id === undefined || request.method !== 'GET') {
    response.writeHead(404).end();
    return;
  }
  const question = { id, capability: url.searchParams.get('cap') ?? '', headers: request.headers };
  const answer = isSight === undefined ? answers.file(question) : answers.sight(question);
  response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body);
}

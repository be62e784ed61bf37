import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Whether the process lives is told to whoever asks, by any name: a container's own check knows no other. */
const PROBES = ['/health/live', '/health/ready'];

export interface EditorHost {
  /** Undefined: the frame is served by the public host. */
  readonly editorUrl: string | undefined;
  readonly publicUrl: string;
  /** Paths of the frame's page and of what it loads. */
  readonly framePaths: readonly string[];
}

/**
 * The editor's host name answers for the editor's frame and for nothing else. Scripts of the Document Server run
 * in that origin: no page, no API, and nobody is signed in there, whatever cookie or token is sent.
 */
export function guardEditorHost(fastify: FastifyInstance, host: EditorHost): void {
  if (host.editorUrl === undefined) return;
  const { editorUrl } = host;
  const served = new Set([...host.framePaths, ...PROBES]);
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!isSentTo(editorUrl, request)) return done();
    const { headers, method } = request.raw;
    delete headers.cookie;
    delete headers.authorization;
    const path = request.url.split('?', 1)[0] ?? '';
    const isRead = method === 'GET' || method === 'HEAD';
    // A service worker would outlive the frame and stand before every later one.
    if (isRead && served.has(path) && headers['service-worker'] === undefined) return done();
    void reply.code(404).type('text/html; charset=utf-8').send(nothingHere(host.publicUrl));
  });
}

/** Whether the request names the host of this address, however the name is spelled. */
export function isSentTo(address: string, { host }: Pick<FastifyRequest, 'host'>): boolean {
  const { protocol, host: own } = new URL(address);
  const named = URL.parse(`${protocol}//${host}`);
  return named !== null && named.host.replace(/\.(?=:|$)/, '') === own;
}

/** For people who typed this name: where they wanted to go. */
function nothingHere(publicUrl: string): string {
  const { origin } = new URL(publicUrl);
  const link = `<a href="${origin}">${origin}</a>`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kontor</title>
<p lang="de">Unter dieser Adresse gibt es nur den Rahmen des Editors. Kontor ist hier: ${link}</p>
<p lang="fr">Cette adresse ne sert que le cadre de l’éditeur. Kontor se trouve ici : ${link}</p>
<p>This address serves the editor’s frame only. Kontor is here: ${link}</p>
</html>
`;
}

import type { NestFastifyApplication } from '@nestjs/platform-fastify';

export interface Route {
  readonly method: string;
  readonly path: string;
}

/** Everything the server answers, read from its router, not from our decorators. OPTIONS left out, and the HEAD of a GET. */
export function routesOf(app: NestFastifyApplication): Route[] {
  const routes: Route[] = [];
  const parents: string[] = [];
  const tree = app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false });
  for (const line of tree.split('\n')) {
    const match = /^((?:│ {3}| {4})*)[├└]── (\S*)(?: \(([A-Z, -]+)\))?/.exec(line);
    if (match === null) continue;
    const depth = match[1]!.length / 4;
    const path = (parents[depth - 1] ?? '') + match[2]!;
    parents.length = depth;
    parents[depth] = path;
    for (const method of match[3]?.split(', ') ?? []) {
      if (method !== 'OPTIONS' && !isOfGet(method, match[3])) routes.push({ method, path });
    }
  }
  return routes;
}

const isOfGet = (method: string, methods = ''): boolean =>
  method === 'HEAD' && methods.split(', ').includes('GET');

import type { NestFastifyApplication } from '@nestjs/platform-fastify';

type Fastify = ReturnType<ReturnType<NestFastifyApplication['getHttpAdapter']>['getInstance']>;

export interface Route {
  readonly method: string;
  readonly path: string;
}

/** Everything the server answers, read from its router, not from our decorators. OPTIONS left out, and the HEAD of a GET. */
export function routesOf(app: NestFastifyApplication): Route[] {
  const routes: Route[] = [];
  const parents: string[] = [];
  const fastify = app.getHttpAdapter().getInstance();
  const tree = fastify.printRoutes({ commonPrefix: false });
  for (const line of tree.split('\n')) {
    const match = /^((?:│ {3}| {4})*)[├└]── (\S*)(?: \(([A-Z, -]+)\))?/.exec(line);
    if (match === null) continue;
    const depth = match[1]!.length / 4;
    const path = (parents[depth - 1] ?? '') + match[2]!;
    parents.length = depth;
    parents[depth] = path;
    for (const method of match[3]?.split(', ') ?? []) {
      if (method === 'OPTIONS' || isOfGet(method, match[3])) continue;
      routes.push({ method, path: path.includes('|') ? ownNames(fastify, method, path) : path });
    }
  }
  return routes;
}

/** Where two routes differ in the name of a parameter, the tree has both at that place (`:username|:id`). */
function ownNames(fastify: Fastify, method: string, path: string): string {
  const found = fastify.findRoute({ method, url: path });
  const names = Object.keys(found?.params ?? {});
  return path.replaceAll(/:[\w:|]+/g, () => `:${names.shift()}`);
}

const isOfGet = (method: string, methods = ''): boolean =>
  method === 'HEAD' && methods.split(', ').includes('GET');

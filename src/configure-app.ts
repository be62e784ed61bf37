import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import { StandardSchemaValidationPipe } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { endConnectionsOnClose } from './platform/http/closing-connections.js';
import { FRAME_PATHS } from './desk/index.js';
import { PlatformSettings } from './platform/config/platform.config.js';
import { guardEditorHost } from './platform/http/editor-host.js';
import { measureRequests } from './platform/health/measure-requests.js';
import { Metrics } from './platform/health/metrics.js';
import { ProblemFilter } from './platform/http/problem.filter.js';
import { keepSecretsOutOfText } from './platform/http/secret-body.js';
import { acceptStreams } from './platform/http/stream-body.js';
import { logRequests } from './platform/http/request-log.js';
import { rinseParser } from './platform/http/parser-rinse.js';
import { setSecurityHeaders } from './platform/http/security-headers.js';

/** What production and every e2e test share: hooks, pipes, filter. */
export async function configureApp(app: NestFastifyApplication): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  const { editorUrl, publicUrl } = app.get(PlatformSettings);
  // Before the cookies are read: there nobody has any.
  guardEditorHost(fastify, { editorUrl, publicUrl, framePaths: FRAME_PATHS });
  await app.register(cookie);
  // Sizes are bounded while streaming, by the use case that knows the limit; nothing is buffered or spooled.
  await app.register(multipart, {
    limits: { files: 1, fileSize: Infinity, fields: 10, fieldSize: 4096 },
  });
  rinseParser(fastify);
  keepSecretsOutOfText(app);
  acceptStreams(fastify);
  endConnectionsOnClose(fastify);
  logRequests(fastify);
  measureRequests(fastify, app.get(Metrics));
  setSecurityHeaders(fastify);
  app.useGlobalPipes(new StandardSchemaValidationPipe());
  app.useGlobalFilters(new ProblemFilter());
}

import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';

interface LimitedRouteConfig {
  maxBodyBytes?: number;
}

/** Another limit for the body of this route than for those of all others. */
export const BodyLimit = (bytes: number) =>
  RouteConfig({ maxBodyBytes: bytes } satisfies LimitedRouteConfig);

/** Makes it so; before the routes are made. */
export function limitBodies(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    const { maxBodyBytes } = (route.config ?? {}) as LimitedRouteConfig;
    if (maxBodyBytes !== undefined) route.bodyLimit = maxBodyBytes;
  });
}

import { RouteConfig } from '@nestjs/platform-fastify';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants.js';

/** Adds to the configuration of a handler's route. `RouteConfig` alone replaces what another decorator put there. */
export const extendRoute =
  (config: object): MethodDecorator =>
  (target, key, descriptor) => {
    const handler = descriptor.value as object;
    const before = Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, handler) as
      object | undefined;
    RouteConfig({ ...before, ...config })(target, key, descriptor);
  };

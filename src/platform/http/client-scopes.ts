import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';

/** What an application may be allowed to do. */
export const SCOPES = [
  'documents:read',
  'documents:write',
  'sessions',
  'people:read',
  'act-for-people',
  'webhooks',
  'admin',
] as const;
export type Scope = (typeof SCOPES)[number];

/** The scope that a route, or each route of a controller, needs of an application. */
export interface ScopesOfRoute {
  /** For GET and HEAD; `any` needs none in particular. */
  readonly read: Scope | 'any';
  /** For all other methods; without it they stay closed. */
  readonly write?: Scope;
}

/** The application that makes a request. */
export interface CurrentClient {
  readonly id: string;
  readonly name: string;
  readonly scopes: ReadonlySet<Scope>;
  /** Of its pages. */
  readonly allowedOrigins: readonly string[];
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard; the application acts for itself or for the person in `actor`. */
    client?: CurrentClient;
  }
}

/** The username of an application's account. */
export const usernameOfClient = (name: string): string => `client:${name}`;

export const CLIENT_SCOPES = 'kontor:client-scopes';
export const X_SCOPES = 'x-scopes';

/** Opens a route to applications that have the scope. Routes without it are closed to all of them. */
export const ForClients = (scopes: ScopesOfRoute) =>
  applyDecorators(SetMetadata(CLIENT_SCOPES, scopes), ApiExtension(X_SCOPES, scopes));

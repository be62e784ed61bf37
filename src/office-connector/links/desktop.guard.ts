import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { TokenGenerations } from '../../access/index.js';
import { bearerTokenOf } from '../../platform/http/current-actor.js';
import type { DesktopAction, DesktopGrant } from './desktop-action.js';
import { DESKTOP_ROUTE } from './desktop-route.js';
import { DesktopTokens, type DesktopTokenClaims } from './desktop-tokens.js';
import { noCredentials, notForThisDocument, otherAction } from '../office-connector.errors.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set when a desktop program asks; absent when the person does. */
    desktopGrant?: DesktopGrant;
  }
}

@Injectable()
export class DesktopGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: DesktopTokens,
    private readonly tokenGenerations: TokenGenerations,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    // The global guard has recognised the person by a token or a cookie of their own.
    if (request.actor !== undefined) return true;
    const claims = this.#claimsOf(request);
    const actor =
      claims && (await this.tokenGenerations.actorOf(claims.username, claims.generation));
    if (claims === undefined || actor === undefined) throw noCredentials();
    const allowed = this.reflector.get<readonly DesktopAction[]>(
      DESKTOP_ROUTE,
      context.getHandler(),
    );
    if (!allowed.includes(claims.action)) throw otherAction(claims.action);
    const { id } = request.params as { id?: string };
    if (id !== undefined && !claims.documents.includes(id)) throw notForThisDocument();
    request.actor = actor;
    request.desktopGrant = { action: claims.action, documents: claims.documents };
    return true;
  }

  #claimsOf({ headers }: FastifyRequest): DesktopTokenClaims | undefined {
    const token = bearerTokenOf(headers.authorization ?? '');
    return token === undefined ? undefined : this.tokens.read(token);
  }
}

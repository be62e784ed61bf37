import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  Injectable,
  SetMetadata,
  UseGuards,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { TokenGenerations } from '../../access/index.js';
import { ForClients } from '../../platform/http/client-scopes.js';
import { bearerTokenOf } from '../../platform/http/current-actor.js';
import { IS_PUBLIC } from '../../platform/http/public.js';
import { noCredentials, notForThisDocument, otherAction } from '../office-connector.errors.js';
import {
  DESKTOP_ROUTE,
  type DesktopAction,
  type DesktopGrant,
  type DesktopTokenClaims,
  DesktopTokens,
} from './desktop-tokens.js';

/**
 * For routes that desktop programs call: in addition to people's own credentials they accept tokens of these
 * actions, for the documents in the token. `DesktopGuard` replaces the global guard and denies everything else.
 */
export const DesktopRoute = (...actions: DesktopAction[]) =>
  applyDecorators(
    SetMetadata(IS_PUBLIC, true),
    SetMetadata(DESKTOP_ROUTE, actions),
    // Public to the global guard, so without this an application would need no scope here.
    ForClients({ read: 'documents:read', write: 'documents:write' }),
    UseGuards(DesktopGuard),
    ApiBearerAuth(),
  );

declare module 'fastify' {
  interface FastifyRequest {
    /** Set when a desktop program sends the request; undefined when the person does. */
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
    // The global guard already authenticated the person by their own token or cookie.
    if (request.actor !== undefined) return true;
    const claims = this.#claimsOf(request);
    const actor = claims && (await this.tokenGenerations.actorOf(claims));
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

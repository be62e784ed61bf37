import { Controller, Get } from '@nestjs/common';
import { ManageIdentity, type Identity } from '../../access/index.js';
import { isAppError } from '../../platform/errors/app-error.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskRoutes, HtmlPage } from '../desk-routes.decorator.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';
import { keysPage } from './keys-page.js';

/** The page about a person's own key. */
@DeskRoutes()
@Controller('keys')
export class KeysController {
  constructor(private readonly identities: ManageIdentity) {}

  @HtmlPage()
  @Get()
  async show(@CurrentActor() actor: Actor, @CurrentRequestContext() { messages }: RequestContext) {
    const identity = await this.#identityOf(actor);
    return keysPage({ identity, displayName: actor.displayName }, messages);
  }

  /** Undefined for people without a key. */
  async #identityOf(actor: Actor): Promise<Identity | undefined> {
    try {
      return await this.identities.show(actor);
    } catch (error) {
      if (isAppError(error, 'access/no-identity')) return undefined;
      throw error;
    }
  }
}

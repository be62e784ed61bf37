import { Controller, Get } from '@nestjs/common';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskPages } from '../desk-page.decorator.js';
import { keysPage } from './keys-page.js';
import { ShowKeys } from './show-keys.use-case.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';

@DeskPages()
@Controller('keys')
export class KeysPageController {
  constructor(private readonly showKeys: ShowKeys) {}

  @Get()
  async show(@CurrentActor() actor: Actor, @CurrentRequestContext() { messages }: RequestContext) {
    const identity = await this.showKeys.execute(actor);
    return keysPage({ identity, displayName: actor.displayName }, messages);
  }
}

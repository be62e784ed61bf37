import { Injectable } from '@nestjs/common';
import { TemplateCatalogue, type OfferedTemplates } from '../oneoffixx/index.js';
import type { Actor } from '../platform/identity/actor.js';

/** What the wizard lets a person choose from. */
@Injectable()
export class OfferTemplates {
  constructor(private readonly catalogue: TemplateCatalogue) {}

  execute(actor: Actor): Promise<OfferedTemplates> {
    return this.catalogue.templatesFor(actor);
  }
}

import { Injectable } from '@nestjs/common';
import type { Actor } from '../platform/identity/actor.js';
import { TemplateCatalogue } from './template-catalogue.js';
import type { OfferedTemplates } from './template.js';

@Injectable()
export class ListTemplates {
  constructor(private readonly catalogue: TemplateCatalogue) {}

  execute(actor: Actor): Promise<OfferedTemplates> {
    return this.catalogue.templatesFor(actor);
  }
}

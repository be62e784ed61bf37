import { Injectable } from '@nestjs/common';
import { FormatTable } from '../../documents/index.js';
import { TemplateCatalogue } from '../../oneoffixx/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import { kindOf } from '../kind-of.js';
import { wizardView, type WizardChoice, type WizardView } from './wizard-view.js';

@Injectable()
export class ShowWizard {
  constructor(
    private readonly catalogue: TemplateCatalogue,
    private readonly formats: FormatTable,
  ) {}

  async execute(actor: Actor, choice: WizardChoice): Promise<WizardView> {
    const offered = await this.catalogue.templatesFor(actor);
    return wizardView(offered, choice, (extension) => kindOf(this.formats, extension));
  }
}

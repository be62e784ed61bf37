import type { TemplateCatalogue } from '../oneoffixx/index.js';

/** Whether documents can be made from templates here at all; without, nothing of it is shown. */
export class TemplateFeature {
  constructor(private readonly catalogue: TemplateCatalogue) {}

  get isOn(): boolean {
    return this.catalogue.isOn;
  }
}

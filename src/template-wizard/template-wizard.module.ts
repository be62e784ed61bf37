import { Module } from '@nestjs/common';
import { OfficeConnectorModule } from '../office-connector/index.js';
import { OneoffixxModule, TemplateCatalogue } from '../oneoffixx/index.js';
import { CreateFromTemplate } from './create-from-template.use-case.js';
import { FromTemplateController } from './from-template.controller.js';
import { OfferTemplates } from './offer-templates.use-case.js';
import { OpenInOffice } from './open-in-office.use-case.js';
import { TemplateFeature } from './template-feature.js';
import { WaitingTemplate } from './waiting-template.use-case.js';

@Module({
  imports: [OneoffixxModule, OfficeConnectorModule],
  controllers: [FromTemplateController],
  providers: [
    {
      provide: TemplateFeature,
      inject: [TemplateCatalogue],
      useFactory: (catalogue: TemplateCatalogue) => new TemplateFeature(catalogue),
    },
    OfferTemplates,
    CreateFromTemplate,
    WaitingTemplate,
    OpenInOffice,
  ],
  exports: [TemplateFeature, OfferTemplates, CreateFromTemplate, WaitingTemplate, OpenInOffice],
})
export class TemplateWizardModule {}

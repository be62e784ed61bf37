import { Injectable, UseGuards, type CanActivate } from '@nestjs/common';
import { TemplateFeature } from './template-feature.js';
import { featureOff } from './template-wizard.errors.js';

@Injectable()
class TemplateFeatureGuard implements CanActivate {
  constructor(private readonly feature: TemplateFeature) {}

  canActivate(): boolean {
    if (!this.feature.isOn) throw featureOff();
    return true;
  }
}

/** Without a template backend there is no such route, whatever is sent to it. */
export const OnlyWithTemplates = () => UseGuards(TemplateFeatureGuard);

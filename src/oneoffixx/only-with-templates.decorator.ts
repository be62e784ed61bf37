import { Injectable, UseGuards, type CanActivate } from '@nestjs/common';
import { routesOff } from './oneoffixx.errors.js';
import { TemplateCatalogue } from './template-catalogue.js';

@Injectable()
class TemplatesGuard implements CanActivate {
  constructor(private readonly catalogue: TemplateCatalogue) {}

  canActivate(): boolean {
    if (!this.catalogue.isConfigured) throw routesOff();
    return true;
  }
}

/** Without a template backend these routes answer 404, whatever the request contains. */
export const OnlyWithTemplates = () => UseGuards(TemplatesGuard);

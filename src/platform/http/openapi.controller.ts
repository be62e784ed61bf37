import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import { ForClients } from './client-scopes.js';
import { Assets } from './assets.js';
import { OpenApiFile } from './openapi-file.js';

@ApiTags('Operations')
@Controller('api')
@ForClients({ read: 'any' })
export class OpenApiController {
  constructor(
    private readonly file: OpenApiFile,
    private readonly assets: Assets,
  ) {}

  @Get('openapi.json')
  @ApiOperation({ summary: 'This description, for programs' })
  @ApiOkResponse({ content: { 'application/json': {} } })
  json(): Promise<OpenAPIObject> {
    return this.file.read();
  }

  /** Swagger UI, bundled by us (`src/platform/client`): the default content security policy fits it. */
  @Get('docs')
  @Header('content-type', 'text/html; charset=utf-8')
  @ApiOperation({ summary: 'This description, for people' })
  @ApiProduces('text/html')
  docs(): string {
    return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Kontor API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${this.assets.urlOf('platform/api-docs.css')}">
<div id="api-docs">
<noscript>This page needs JavaScript. For programs: <a href="/api/openapi.json">openapi.json</a></noscript>
</div>
<script type="module" src="${this.assets.urlOf('platform/api-docs.js')}"></script>
</html>
`;
  }
}

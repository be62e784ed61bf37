import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import { OpenApiFile } from './openapi-file.js';
import { openApiPage } from './openapi-page.js';
import { OPENAPI_STYLE } from './openapi-style.js';

@ApiTags('Operations')
@Controller('api')
export class OpenApiController {
  constructor(private readonly file: OpenApiFile) {}

  @Get('openapi.json')
  @ApiOperation({ summary: 'This description, for programs' })
  json(): Promise<OpenAPIObject> {
    return this.file.read();
  }

  @Get('docs')
  @Header('content-type', 'text/html; charset=utf-8')
  @ApiOperation({ summary: 'This description, for people' })
  @ApiProduces('text/html')
  async docs(): Promise<string> {
    return openApiPage(await this.file.read(), '/api/docs.css');
  }

  @Get('docs.css')
  @Header('content-type', 'text/css; charset=utf-8')
  @ApiExcludeEndpoint()
  style(): string {
    return OPENAPI_STYLE;
  }
}

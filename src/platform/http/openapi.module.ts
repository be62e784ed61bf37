import { Module } from '@nestjs/common';
import { OpenApiController } from './openapi.controller.js';
import { OpenApiFile } from './openapi-file.js';

@Module({ controllers: [OpenApiController], providers: [OpenApiFile] })
export class OpenApiModule {}

import { Module } from '@nestjs/common';
import { AssetsModule } from './assets.module.js';
import { OpenApiController } from './openapi.controller.js';
import { OpenApiFile } from './openapi-file.js';

@Module({ imports: [AssetsModule], controllers: [OpenApiController], providers: [OpenApiFile] })
export class OpenApiModule {}

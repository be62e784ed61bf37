import { Global, Module } from '@nestjs/common';
import { Assets } from './assets.js';

@Global()
@Module({ providers: [{ provide: Assets, useFactory: () => Assets.read() }], exports: [Assets] })
export class AssetsModule {}

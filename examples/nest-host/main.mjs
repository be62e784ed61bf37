// A Nest application with a route of its own, and Kontor below /kontor. In TypeScript the decorators stand above
// the classes as usual.
import 'reflect-metadata';
import { KontorModule } from '@kontor/server';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';

const { PORT = '3000', DATA = './data', EUROOFFICE_URL, EUROOFFICE_JWT_SECRET } = process.env;
const URL_OF_HOST = process.env.URL_OF_HOST ?? `http://127.0.0.1:${PORT}`;

class HelloController {
  hello() {
    return { from: 'the host' };
  }
}
Controller('hello')(HelloController);
const hello = Object.getOwnPropertyDescriptor(HelloController.prototype, 'hello');
Get()(HelloController.prototype, 'hello', hello);

class HostModule {}
Module({
  imports: [
    KontorModule.forRoot({
      url: `${URL_OF_HOST}/kontor`,
      settings: { KONTOR_DATA_DIR: DATA, EUROOFFICE_URL, EUROOFFICE_JWT_SECRET },
    }),
  ],
  controllers: [HelloController],
})(HostModule);

const app = await NestFactory.create(HostModule, new FastifyAdapter(), {
  logger: ['warn', 'error'],
});
app.enableShutdownHooks(); // SIGTERM closes the application, and Kontor with it
await app.listen(PORT, '127.0.0.1');
console.log(`The example is ready: ${URL_OF_HOST}/kontor`);

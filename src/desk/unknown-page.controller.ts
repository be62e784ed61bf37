import { Controller, Get } from '@nestjs/common';
import { ForClients } from '../platform/http/client-scopes.js';
import { DeskRoutes } from './desk-routes.decorator.js';
import { noSuchPage } from './desk.errors.js';

/** Every address without a route. The router tries a wildcard last, wherever this controller is listed. */
@DeskRoutes()
@Controller()
export class UnknownPageController {
  // Applications too hear that there is nothing, rather than that it is closed to them.
  @ForClients({ read: 'any' })
  @Get('*')
  show(): never {
    throw noSuchPage();
  }
}

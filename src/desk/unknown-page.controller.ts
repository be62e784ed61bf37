import { Controller, Get } from '@nestjs/common';
import { DeskRoutes } from './desk-routes.decorator.js';
import { noSuchPage } from './desk.errors.js';

/** Every address without a route. The router tries a wildcard last, wherever this controller is listed. */
@DeskRoutes()
@Controller()
export class UnknownPageController {
  @Get('*')
  show(): never {
    throw noSuchPage();
  }
}

import { Controller, Get } from '@nestjs/common';
import { DeskForms } from './desk-page.decorator.js';
import { noSuchPage } from './desk.errors.js';

/** Every address that is nobody's. The router comes here last, wherever this stands in the list. */
@DeskForms()
@Controller()
export class UnknownPageController {
  @Get('*')
  show(): never {
    throw noSuchPage();
  }
}

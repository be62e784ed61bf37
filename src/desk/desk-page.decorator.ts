import { applyDecorators, UseFilters, UseInterceptors } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { PageErrorFilter } from './page-error.filter.js';
import { PageInterceptor } from './page.interceptor.js';

/** A controller whose handlers answer pages. */
export const DeskPages = () =>
  applyDecorators(
    ApiExcludeController(),
    UseFilters(PageErrorFilter),
    UseInterceptors(PageInterceptor),
  );

/** A controller whose handlers take forms and lead on to a page (303). */
export const DeskForms = () => applyDecorators(ApiExcludeController(), UseFilters(PageErrorFilter));

/** What `@Redirect()` takes from a handler. 303: the next request is a GET, whatever this one was. */
export const seeOther = (url: string) => ({ url, statusCode: 303 });

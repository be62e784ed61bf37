import {
  applyDecorators,
  Injectable,
  UseFilters,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { TakesUnknown } from '../platform/http/strict-input.js';
import { PageErrorFilter } from './page-error.filter.js';
import { PageRenderer } from './page-renderer.js';
import type { Page } from './parts/layout.js';
import { requestContextOf } from './request-context.decorator.js';

/**
 * A controller of pages and forms: errors become pages, and the API description leaves it out. An address may have
 * query names that are not ours: mail programs and proxies add theirs to what people follow.
 */
export const DeskRoutes = () =>
  applyDecorators(ApiExcludeController(), UseFilters(PageErrorFilter), TakesUnknown('query'));

/** The handler returns a `Page`; it is sent as HTML, or as 304 if the browser has the same page already. */
export const HtmlPage = () => applyDecorators(UseInterceptors(PageInterceptor));

@Injectable()
class PageInterceptor implements NestInterceptor<Page, string> {
  constructor(private readonly renderer: PageRenderer) {}

  intercept(context: ExecutionContext, next: CallHandler<Page>): Observable<string> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    return next.handle().pipe(map((page) => this.#answer(page, request, reply)));
  }

  #answer(page: Page, request: FastifyRequest, reply: FastifyReply): string {
    const context = requestContextOf(request);
    const tag = this.renderer.tagOf(page, context);
    if (tag !== undefined && request.headers['if-none-match'] === `"${tag}"`) {
      void reply.code(304);
      return '';
    }
    if (tag !== undefined) void reply.header('etag', `"${tag}"`);
    void reply.type('text/html; charset=utf-8');
    return this.renderer.render(page, context, tag);
  }
}

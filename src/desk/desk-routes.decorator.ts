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
import { extendRoute } from '../platform/http/extend-route.js';
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
  applyDecorators(
    ApiExcludeController(),
    UseFilters(PageErrorFilter),
    TakesUnknown('query'),
    markPages,
  );

export interface PageRouteConfig {
  isPage?: boolean;
}

/** So that also what is refused before a controller is reached, such as one request too many, becomes a page. */
const markPages: ClassDecorator = ({ prototype }) => {
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(prototype)))
    if (name !== 'constructor' && typeof descriptor.value === 'function')
      extendRoute({ isPage: true } satisfies PageRouteConfig)(
        prototype as object,
        name,
        descriptor,
      );
};

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

import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { Pages } from './pages.js';
import type { Page } from './parts/layout.js';
import { requestContextOf } from './request-context.decorator.js';

/** Handlers answer a `Page`; here it becomes HTML, or 304 where the viewer has the same already. */
@Injectable()
export class PageInterceptor implements NestInterceptor<Page, string> {
  constructor(private readonly pages: Pages) {}

  intercept(context: ExecutionContext, next: CallHandler<Page>): Observable<string> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    return next.handle().pipe(map((page) => this.#answer(page, request, reply)));
  }

  #answer(page: Page, request: FastifyRequest, reply: FastifyReply): string {
    const context = requestContextOf(request);
    const tag = this.pages.tagOf(page, context);
    if (tag !== undefined && request.headers['if-none-match'] === `"${tag}"`) {
      void reply.code(304);
      return '';
    }
    if (tag !== undefined) void reply.header('etag', `"${tag}"`);
    void reply.type('text/html; charset=utf-8');
    return this.pages.render(page, context);
  }
}

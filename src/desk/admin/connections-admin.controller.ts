import { Controller, Get, Param, Post, Query, Redirect } from '@nestjs/common';
import { z } from 'zod';
import { AdminOnly } from '../../access/index.js';
import { Connections } from '../../connections/index.js';
import { DeskRoutes, HtmlPage } from '../desk-routes.decorator.js';
import { seeOther } from '../flash.js';
import { addressOf } from '../parts/admin-frame.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';
import { connectionsAdminPage } from './connections-admin-page.js';

const PATH = '/admin/connections';
/** The background round is quicker than that; an older finding is one that was never made. */
const FRESH_MS = 60_000;
/** The page is shown without what does not answer until then, and brings it in later. */
const PATIENCE_MS = 500;

const shownQuery = z.object({ tested: z.string().max(80).default('').catch('') });

/** Each system that Kontor depends on, and a button to try it. */
@DeskRoutes()
@AdminOnly()
@Controller('admin/connections')
export class ConnectionsAdminController {
  constructor(private readonly connections: Connections) {}

  @HtmlPage()
  @Get()
  async show(
    @Query({ schema: shownQuery }) { tested }: z.output<typeof shownQuery>,
    @CurrentRequestContext() { messages }: RequestContext,
  ) {
    const connections = await this.connections.freshened(FRESH_MS, PATIENCE_MS);
    const view = { connections, tested: connections.find(({ name }) => name === tested) };
    return connectionsAdminPage(view, messages);
  }

  @Post(':name/test')
  @Redirect()
  async test(@Param('name') name: string) {
    await this.connections.test(name);
    return seeOther(`${addressOf(PATH, { tested: name })}#connection-${encodeURIComponent(name)}`);
  }
}

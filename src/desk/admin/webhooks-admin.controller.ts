import { Controller, Get, Param, Post, Query, Redirect } from '@nestjs/common';
import { z } from 'zod';
import { AdministerAccounts, AdminOnly } from '../../access/index.js';
import { cutToPage } from '../../platform/http/paging.js';
import { ManageWebhooks, WebhookDeliveries } from '../../webhooks/index.js';
import { DeskRoutes, HtmlPage } from '../desk-routes.decorator.js';
import { addressOf } from '../parts/admin-frame.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';
import { addressAfter, outcomeQuery, redirectAfter } from './outcome.js';
import { webhookAdminPage } from './webhook-admin-page.js';

const ON_A_PAGE = 25;

const shownQuery = z.object({
  state: z.enum(['', 'dead']).default('').catch(''),
  after: z.string().max(64).default('').catch(''),
  ...outcomeQuery,
});

/** One receiver of events: what it got, what it did not, and sending by hand. */
@DeskRoutes()
@AdminOnly()
@Controller('admin/webhooks/:id')
export class WebhooksAdminController {
  constructor(
    private readonly webhooks: ManageWebhooks,
    private readonly deliveries: WebhookDeliveries,
    private readonly accounts: AdministerAccounts,
  ) {}

  @HtmlPage()
  @Get()
  async show(
    @Param('id') id: string,
    @Query({ schema: shownQuery }) { state, after, outcome }: z.output<typeof shownQuery>,
    @CurrentRequestContext() { messages }: RequestContext,
  ) {
    const webhook = await this.webhooks.show(id);
    const found = await this.deliveries.list(id, {
      state: state === '' ? undefined : state,
      after: after === '' ? undefined : after,
      limit: ON_A_PAGE + 1,
    });
    const { rows: deliveries, last } = cutToPage(found, ON_A_PAGE);
    const moreHref = last && addressOf(pageOf(id), { state, after: last.id });
    const owner = await this.#ownerOf(webhook.ownerId);
    const view = { webhook, owner, deliveries, onlyDead: state === 'dead', moreHref, outcome };
    return webhookAdminPage(view, messages);
  }

  @Post('test')
  @Redirect()
  test(@Param('id') id: string) {
    return redirectAfter(pageOf(id), async () => {
      const { state } = await this.deliveries.test(id);
      return addressAfter(pageOf(id), state === 'delivered' ? 'test-arrived' : 'test-failed');
    });
  }

  @Post('deliveries/:delivery_id/resend')
  @Redirect()
  sendAgain(@Param('id') id: string, @Param('delivery_id') deliveryId: string) {
    return redirectAfter(pageOf(id), async () => {
      await this.deliveries.sendAgain(id, deliveryId);
      return addressAfter(pageOf(id), 'delivery-waits');
    });
  }

  async #ownerOf(id: string) {
    const { displayName, origin } = await this.accounts.ofAnybody(id);
    const list = origin === 'client' ? 'applications' : 'people';
    return { href: `/admin/${list}/${id}`, title: displayName };
  }
}

const pageOf = (id: string): string => `/admin/webhooks/${encodeURIComponent(id)}`;

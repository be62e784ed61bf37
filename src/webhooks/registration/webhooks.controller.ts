import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AdminOnly } from '../../access/index.js';
import { Audited } from '../../platform/audit/audited-route.js';
import { Clock } from '../../platform/clock/clock.js';
import { ForClients } from '../../platform/http/client-scopes.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { pageOf } from '../../platform/http/paging.js';
import type { Actor } from '../../platform/identity/actor.js';
import { ManageWebhooks } from './manage-webhooks.use-case.js';
import { WebhookDeliveries } from './webhook-deliveries.use-case.js';
import {
  changeWebhookSchema,
  deliveriesSchema,
  deliverySchema,
  deliveryToWire,
  listDeliveriesSchema,
  listWebhooksSchema,
  newWebhookSchema,
  replaceSecretSchema,
  webhookSchema,
  webhooksSchema,
  webhookToWire,
  webhookWithSecretSchema,
  type ChangeWebhookBody,
  type DeliveriesBody,
  type DeliveryBody,
  type ListDeliveriesQuery,
  type ListWebhooks,
  type NewWebhookBody,
  type ReplaceSecretBody,
  type WebhookBody,
  type WebhooksBody,
  type WebhookWithSecretBody,
} from './webhooks.schema.js';

const DAY_SECONDS = 24 * 3600;

/** For applications, which see their own, and administrators, who see all. */
@ApiTags('Webhooks')
@Controller('api/webhooks')
@AdminOnly({ orApplication: true })
@ForClients({ read: 'webhooks', write: 'webhooks' })
export class WebhooksController {
  constructor(
    private readonly webhooks: ManageWebhooks,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The webhooks, by age' })
  @ApiOkResponse({ standardSchema: webhooksSchema })
  async list(
    @Query({ schema: listWebhooksSchema }) { cursor, limit }: ListWebhooks,
  ): Promise<WebhooksBody> {
    const found = await this.webhooks.list(limit + 1, cursor?.[0]);
    const { rows, next_cursor } = pageOf(found, limit, ({ id }) => [id]);
    const webhooks = rows.map((webhook) => webhookToWire(webhook, this.clock.nowMs()));
    return { webhooks, next_cursor };
  }

  @Audited('webhook.changed')
  @Post()
  @ApiOperation({ summary: 'Hear of events; the secret is shown only in this answer' })
  @ApiCreatedResponse({ standardSchema: webhookWithSecretSchema })
  async add(
    @CurrentActor() actor: Actor,
    @Body({ schema: newWebhookSchema }) body: NewWebhookBody,
  ): Promise<WebhookWithSecretBody> {
    const { webhook, secret } = await this.webhooks.add(actor, body);
    return { ...webhookToWire(webhook, this.clock.nowMs()), secret };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One webhook' })
  @ApiOkResponse({ standardSchema: webhookSchema })
  async show(@Param('id') id: string): Promise<WebhookBody> {
    return webhookToWire(await this.webhooks.show(id), this.clock.nowMs());
  }

  @Audited('webhook.changed', { webhook: 'id' })
  @Patch(':id')
  @ApiOperation({ summary: 'Change its address or its events, or disable it' })
  @ApiOkResponse({ standardSchema: webhookSchema })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body({ schema: changeWebhookSchema }) { url, events, enabled }: ChangeWebhookBody,
  ): Promise<WebhookBody> {
    const changes = { url, events, isEnabled: enabled };
    return webhookToWire(await this.webhooks.change(actor, id, changes), this.clock.nowMs());
  }

  @Audited('webhook.changed', { webhook: 'id' })
  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove it with its deliveries' })
  async remove(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<void> {
    await this.webhooks.remove(actor, id);
  }

  @Audited('webhook.changed', { webhook: 'id' })
  @Post(':id/secrets')
  @ApiOperation({ summary: 'A new secret; the one of now signs too for a while' })
  @ApiCreatedResponse({ standardSchema: webhookWithSecretSchema })
  async replaceSecret(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body({ schema: replaceSecretSchema }) body: ReplaceSecretBody,
  ): Promise<WebhookWithSecretBody> {
    const keepSeconds = body?.keep_seconds ?? DAY_SECONDS;
    const { webhook, secret } = await this.webhooks.replaceSecret(actor, id, keepSeconds);
    return { ...webhookToWire(webhook, this.clock.nowMs()), secret };
  }
}

@ApiTags('Webhooks')
@Controller('api/webhooks/:id')
@AdminOnly({ orApplication: true })
@ForClients({ read: 'webhooks', write: 'webhooks' })
export class WebhookDeliveriesController {
  constructor(private readonly deliveries: WebhookDeliveries) {}

  @Post('test')
  @HttpCode(200)
  @ApiOperation({ summary: 'Send an event of the type webhook.test now, and say what came of it' })
  @ApiOkResponse({ standardSchema: deliverySchema })
  async test(@Param('id') id: string): Promise<DeliveryBody> {
    return deliveryToWire(await this.deliveries.test(id));
  }

  @Get('deliveries')
  @ApiOperation({ summary: 'What was delivered, waits, and was given up; newest first' })
  @ApiOkResponse({ standardSchema: deliveriesSchema })
  async list(
    @Param('id') id: string,
    @Query({ schema: listDeliveriesSchema }) { state, cursor, limit }: ListDeliveriesQuery,
  ): Promise<DeliveriesBody> {
    const found = await this.deliveries.list(id, { state, after: cursor?.[0], limit: limit + 1 });
    const { rows, next_cursor } = pageOf(found, limit, (last) => [last.id]);
    return { deliveries: rows.map(deliveryToWire), next_cursor };
  }

  @Post('deliveries/:delivery_id/resend')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send one again that was delivered or given up' })
  async sendAgain(
    @Param('id') id: string,
    @Param('delivery_id') deliveryId: string,
  ): Promise<DeliveryBody> {
    return deliveryToWire(await this.deliveries.sendAgain(id, deliveryId));
  }
}

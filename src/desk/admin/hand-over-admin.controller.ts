import { Body, Controller, Param, Post, Redirect } from '@nestjs/common';
import { z } from 'zod';
import { AdminOnly } from '../../access/index.js';
import { HandOverAccount } from '../../administration/index.js';
import { Audited } from '../../platform/audit/audited-route.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { ChosenPeople, chosenFields } from '../chosen-people.js';
import { DeskRoutes } from '../desk-routes.decorator.js';
import { addressAfter, redirectAfter } from './outcome.js';

const handOverForm = z.strictObject({
  to: z.string().min(1).max(1024),
  ...chosenFields,
  accept: z.literal('yes').optional(),
});
type HandOverForm = z.output<typeof handOverForm>;

/** The form on the page of a person that gives all their documents to somebody else. */
@DeskRoutes()
@AdminOnly()
@Controller('admin/people/:account_id/hand-over')
export class HandOverAdminController {
  constructor(
    private readonly handing: HandOverAccount,
    private readonly chosen: ChosenPeople,
  ) {}

  @Audited('account.handed-over', { account: 'account_id' })
  @Post()
  @Redirect()
  handOver(
    @CurrentActor() actor: Actor,
    @Param('account_id') id: string,
    @Body({ schema: handOverForm }) { to: typed, accept, ...chosen }: HandOverForm,
  ) {
    const page = `/admin/people/${id}`;
    return redirectAfter(page, async () => {
      const to = await this.chosen.usernameOf(chosen, typed.trim());
      const wanted = { to: { username: to }, accept: accept === 'yes' };
      const { remaining } = await this.handing.execute(actor, id, wanted);
      return addressAfter(page, remaining > 0 ? 'handed-over-partly' : 'handed-over');
    });
  }
}

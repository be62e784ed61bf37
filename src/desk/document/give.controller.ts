import { Body, Controller, Get, Param, Post, Query, Redirect } from '@nestjs/common';
import { z } from 'zod';
import { ChangeOwner, noSuchPerson, VisibleTitles } from '../../documents/index.js';
import { Audited } from '../../platform/audit/audited-route.js';
import { isAppError } from '../../platform/errors/app-error.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { failureCodeOf, noteFailure } from '../../platform/http/request-origin.js';
import type { Actor } from '../../platform/identity/actor.js';
import { People } from '../../platform/identity/people.js';
import { chosenFields, ChosenPeople } from '../chosen-people.js';
import { DeskRoutes, HtmlPage } from '../desk-routes.decorator.js';
import { flashUrl, seeOther } from '../flash.js';
import { PeopleNames } from '../people-names.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';
import { givePage, type GiveRefusal } from './give-page.js';

const id = z.string().max(64);
const giveQuery = z.object({
  to: id.optional().catch(undefined),
  refused: z
    .enum(['no-such-person', 'is-owner', 'directory-away', 'not-now', 'asked-again'])
    .optional()
    .catch(undefined),
  given: z.literal('yes').optional().catch(undefined),
});
const whomForm = z.strictObject({ to: z.string().max(1024), ...chosenFields });
type WhomForm = z.output<typeof whomForm>;
const giveForm = z.strictObject({ person: id, accept: z.literal('yes').optional() });
type GiveForm = z.output<typeof giveForm>;

const REFUSALS: Readonly<Record<string, GiveRefusal>> = {
  'documents/no-such-person': 'no-such-person',
  'directory/unavailable': 'directory-away',
  'storage/not-durable': 'not-now',
  // It became private after it was said what would happen.
  'documents/owner-cannot-open': 'asked-again',
};

/** Gives one document away, by its owner or an administrator: whom, what it means, done. */
@DeskRoutes()
@Controller('documents/:id/give')
export class GiveController {
  constructor(
    private readonly changeOwner: ChangeOwner,
    private readonly titles: VisibleTitles,
    private readonly names: PeopleNames,
    private readonly people: People,
    private readonly chosen: ChosenPeople,
  ) {}

  @HtmlPage()
  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @CurrentRequestContext() { messages }: RequestContext,
    @Param('id') documentId: string,
    @Query({ schema: giveQuery }) { to, refused, given }: z.output<typeof giveQuery>,
  ) {
    const { owner } = await this.changeOwner.givable(actor, documentId);
    const [titles, named, asked] = await Promise.all([
      this.titles.of(actor, [documentId]),
      this.names.of([owner]),
      to === undefined ? undefined : this.#preview(actor, documentId, to),
    ]);
    const { preview, refusal } = asked ?? {};
    const view = {
      ...{ id: documentId, title: titles.get(documentId), owner: named(owner), ownerId: owner },
      ...{ isMine: owner === actor.id, preview, refusal: refused ?? refusal },
      isGiven: given === 'yes',
    };
    return givePage(view, messages);
  }

  /** Finds who is meant; somebody whom only the directory knows gets their account here. */
  @Post('to')
  @Redirect()
  async choose(
    @CurrentActor() actor: Actor,
    @Param('id') documentId: string,
    @Body({ schema: whomForm }) { to, ...chosen }: WhomForm,
  ) {
    const { owner } = await this.changeOwner.givable(actor, documentId);
    return orRefused(documentId, async () => {
      const username = await this.chosen.usernameOf(chosen, to.trim());
      const person = await this.people.invite(username);
      if (person === undefined) throw noSuchPerson(username);
      return addressOf(
        documentId,
        person.id === owner ? { refused: 'is-owner' } : { to: person.id },
      );
    });
  }

  @Audited('document.owner-changed', { document: 'id' })
  @Post()
  @Redirect()
  async give(
    @CurrentActor() actor: Actor,
    @Param('id') documentId: string,
    @Body({ schema: giveForm }) { person, accept }: GiveForm,
  ) {
    const { owner } = await this.changeOwner.givable(actor, documentId);
    return orRefused(
      documentId,
      async () => {
        await this.changeOwner.execute(actor, documentId, { person, accept: accept === 'yes' });
        if (owner === actor.id) return flashUrl(documentId, 'given');
        return addressOf(documentId, { given: 'yes' });
      },
      person,
    );
  }

  async #preview(actor: Actor, documentId: string, accountId: string) {
    try {
      const preview = await this.changeOwner.preview(actor, documentId, accountId);
      return preview.isOwner ? { refusal: 'is-owner' as const } : { preview };
    } catch (error) {
      return { refusal: refusalOf(error) };
    }
  }
}

const addressOf = (documentId: string, query: Readonly<Record<string, string>>): string =>
  `/documents/${documentId}/give?${new URLSearchParams(query)}`;

function refusalOf(error: unknown): GiveRefusal {
  const refusal = isAppError(error) ? REFUSALS[error.code] : undefined;
  if (refusal === undefined) throw error;
  noteFailure(failureCodeOf(error));
  return refusal;
}

/** Back to the page with the reason; if it has to be confirmed again, with the person. */
async function orRefused(documentId: string, act: () => Promise<string>, person = '') {
  try {
    return seeOther(await act());
  } catch (error) {
    const refused = refusalOf(error);
    const to: Record<string, string> = refused === 'asked-again' ? { to: person } : {};
    return seeOther(addressOf(documentId, { ...to, refused }));
  }
}

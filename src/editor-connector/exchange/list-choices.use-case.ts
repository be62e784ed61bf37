import { Injectable } from '@nestjs/common';
import {
  DocumentAccess,
  FormatTable,
  ListDocuments,
  type DocumentPage,
  type DocumentView,
} from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import { isOfKind } from './lend-file.use-case.js';
import type { Purpose } from './lent-files.js';

export interface WantedChoices {
  readonly purpose: Exclude<Purpose, 'reference'>;
  /** What is open: nothing goes into itself. */
  readonly openedId: string | undefined;
  /** In the title. */
  readonly query: string;
}

export interface Choice {
  readonly view: DocumentView;
  /** Why it cannot be chosen. */
  readonly refusal: 'private' | 'download' | undefined;
}

/** As many as fit a glance; the search finds the others. */
const MOST_CHOICES = 30;
/** Documents of other kinds lie between: how many pages of the list are read for one page of choices. */
const MOST_PAGES = 5;
const PAGE = 200;

/** A person's documents that can go into another one: the editor's dialogs show them. */
@Injectable()
export class ListChoices {
  constructor(
    private readonly access: DocumentAccess,
    private readonly documents: ListDocuments,
    private readonly formats: FormatTable,
  ) {}

  /** Those that can be chosen, for who may edit what is open; `documents/…` else. */
  async forOpened(actor: Actor, wanted: WantedChoices & { readonly openedId: string }) {
    await this.access.require(actor, wanted.openedId, 'edit');
    const isFree = ({ refusal }: Choice): boolean => refusal === undefined;
    return (await this.#find(actor, wanted, isFree)).map(({ view }) => view.document);
  }

  /** Also those that cannot be chosen, with the reason. */
  execute(actor: Actor, wanted: WantedChoices): Promise<readonly Choice[]> {
    return this.#find(actor, wanted, () => true);
  }

  async #find(
    actor: Actor,
    { purpose, openedId, query: q }: WantedChoices,
    isWanted: (choice: Choice) => boolean,
  ): Promise<readonly Choice[]> {
    const found: Choice[] = [];
    let after: DocumentPage['next'];
    for (let page = 0; page < MOST_PAGES && found.length < MOST_CHOICES; page++) {
      const { documents, next } = await this.documents.execute(actor, { q, after, limit: PAGE });
      const fitting = documents.filter(({ document, head }) => {
        const isChoice = head !== undefined && document.id !== openedId;
        return isChoice && isOfKind(this.formats, document.fileType, purpose);
      });
      found.push(...fitting.map(choiceOf).filter(isWanted));
      if (next === undefined) break;
      after = next;
    }
    return found.slice(0, MOST_CHOICES);
  }
}

function choiceOf(view: DocumentView): Choice {
  const isPrivate = view.document.custody === 'zero-knowledge';
  const refusal = isPrivate ? 'private' : view.may.has('download') ? undefined : 'download';
  return { view, refusal };
}

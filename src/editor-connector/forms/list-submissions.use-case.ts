import { DocumentAccess, VisibleTitles } from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import { FormSubmissions, type FormSubmission } from './form-submissions.repository.js';

/** As many as a page shows; a search in the list of documents finds all of them, by the name of the form. */
const MAX_LISTED = 200;

export interface ListedSubmission extends FormSubmission {
  readonly title: string;
}

/** What was submitted of a form: who filled it in finds their own, its owner all. */
export class ListSubmissions {
  constructor(
    private readonly access: DocumentAccess,
    private readonly titles: VisibleTitles,
    private readonly submissions: FormSubmissions,
  ) {}

  /** Newest first; those whose document the person may see. `documents/no-such-document` without access to the form. */
  async execute(
    actor: Actor,
    formId: string,
    editingSessionId?: string,
  ): Promise<readonly ListedSubmission[]> {
    await this.access.require(actor, formId, 'read');
    const all = await this.submissions.listOf(formId, { editingSessionId, limit: MAX_LISTED });
    const ids = all.map(({ documentId }) => documentId);
    const seen = await this.titles.of(actor, ids);
    return all.flatMap((each) => {
      const title = seen.get(each.documentId);
      return title === undefined ? [] : [{ ...each, title }];
    });
  }
}

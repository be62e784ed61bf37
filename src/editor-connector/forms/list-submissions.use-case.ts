import { DocumentAccess, VisibleTitles, type TitledPage } from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import {
  FormSubmissions,
  type FormSubmission,
  type SubmissionFilter,
} from './form-submissions.repository.js';

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
    filter: SubmissionFilter,
  ): Promise<TitledPage<FormSubmission>> {
    await this.access.require(actor, formId, 'read');
    const { editingSessionId } = filter;
    return this.titles.page(actor, filter, (part) =>
      this.submissions.listOf(formId, { editingSessionId, ...part }),
    );
  }
}

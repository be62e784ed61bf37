import { DocumentAccess, FileSubmittedForm, VisibleTitles } from '../../documents/index.js';
import { Notifications } from '../../notifications/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { People } from '../../platform/identity/people.js';
import { provideClass } from '../../platform/injection/provide-class.js';
import { provideFrom } from '../../platform/injection/provide-from.js';
import { DocumentKeys } from '../document-server/document-keys.js';
import { MadeFiles } from '../saving/made-file.js';
import { SubmittedForms } from '../saving/submitted-forms.js';
import { KyselyFormSubmissions } from './form-submissions.kysely.js';
import { FormSubmissions } from './form-submissions.repository.js';
import { ListSubmissions } from './list-submissions.use-case.js';
import { ReceiveSubmission } from './receive-submission.use-case.js';
import { SubmissionsController } from './submissions.controller.js';

export const formsControllers = [SubmissionsController];

export const formsProviders = [
  { ...provideClass(KyselyFormSubmissions, [Database]), provide: FormSubmissions },
  provideFrom(
    SubmittedForms,
    {
      made: MadeFiles,
      filing: FileSubmittedForm,
      submissions: FormSubmissions,
      access: DocumentAccess,
      people: People,
      notifications: Notifications,
      clock: Clock,
      keys: DocumentKeys,
    },
    ({ keys, ...parts }) => new ReceiveSubmission(parts, keys),
  ),
  provideClass(ListSubmissions, [DocumentAccess, VisibleTitles, FormSubmissions]),
];

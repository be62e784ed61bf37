import type { Document } from '../../documents/index.js';
import type { DocumentKey } from '../document-server/document-keys.js';
import type { SaveGrant } from '../sessions/save-capability.js';
import { Status, type CallbackAnswer, type CallbackReport } from './callback.js';

/** `forcesavetype` of a person who pressed "Submit" in a form. */
const OF_A_FORM = 3;

/** A filled-in form on its way to become a document of its own: never a version of the form. */
export const isSubmission = ({ status, forcesavetype }: CallbackReport): boolean =>
  forcesavetype === OF_A_FORM && (status === Status.forceSave || status === Status.forceSaveFailed);

export interface ReceivedSubmission {
  readonly grant: SaveGrant;
  readonly report: CallbackReport;
  readonly form: Document;
  readonly key: DocumentKey;
}

export abstract class SubmittedForms {
  /**
   * `done` once the filled-in form can be read as a document; the same submission again makes no second one.
   * `kept-there` for one that is not accepted: the editor then shows the person that it was not sent. Fails as a save
   * does.
   */
  abstract receive(submission: ReceivedSubmission): Promise<CallbackAnswer>;
}

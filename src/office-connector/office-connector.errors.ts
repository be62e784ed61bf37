import { AppError } from '../platform/errors/app-error.js';
import { listed, sentence } from '../platform/errors/sentence.js';
import type { InputFault } from '../instruction-xml/index.js';

export const forbiddenCharacters = (faults: readonly InputFault[]): AppError =>
  new AppError(
    'office-connector/forbidden-characters',
    'invalid',
    listed(faults.map(({ path, reason }) => sentence`${path}: ${reason}`)),
    { data: { paths: faults.map(({ path }) => path) } },
  );

export const noCredentials = (): AppError =>
  new AppError(
    'office-connector/no-credentials',
    'unauthenticated',
    'The address has expired. Please sign in, or open the document again from its page.',
  );

export const otherAction = (action: string): AppError =>
  new AppError(
    'office-connector/other-action',
    'forbidden',
    sentence`The address is valid only for the action "${action}". Open the document again from its page.`,
    { data: { action } },
  );

export const notForThisDocument = (): AppError =>
  new AppError(
    'office-connector/other-document',
    'not-found',
    'There is no such document, or you have no access to it. Check the address, or ask its owner.',
  );

export const signedOut = (): AppError =>
  new AppError('office-connector/signed-out', 'unauthenticated', 'Please sign in first.');

export const urlTooLong = (length: number): AppError =>
  new AppError(
    'office-connector/url-too-long',
    'internal',
    sentence`The address has ${length} characters, which is too long to start a program. Shorten KONTOR_PUBLIC_URL.`,
    { data: { length } },
  );

export const noTemplates = (): AppError =>
  new AppError(
    'office-connector/no-templates',
    'not-found',
    'No template backend is configured. Ask an administrator to set ONEOFFIXX_HOSTNAME.',
  );

export const languageNotOffered = (language: number, offered: readonly number[]): AppError =>
  new AppError(
    'template-wizard/language-not-offered',
    'invalid',
    sentence`language: this template is not available in ${language}. Choose one of ${offered.join(', ')}.`,
    { data: { language, offered } },
  );

export const nothingToOpen = (documentId: string): AppError =>
  new AppError(
    'office-connector/nothing-to-open',
    'not-found',
    'The document has no content yet. Save a first version, then try again.',
    {
      data: { documentId },
    },
  );

export const notWaiting = (documentId: string): AppError =>
  new AppError(
    'office-connector/not-waiting',
    'not-found',
    'The document is not waiting for a template. Start again from the list of templates.',
    { data: { documentId } },
  );

export const noneOfThese = (): AppError =>
  new AppError(
    'office-connector/none-of-these',
    'not-found',
    'There are no such documents, or you have no access to them. Reload the list.',
  );

export const tooLarge = (limitBytes: number): AppError =>
  new AppError(
    'office-connector/too-large',
    'too-large',
    sentence`The file is larger than the limit of ${limitBytes} bytes. Reduce its size, or ask an administrator to raise KONTOR_MAX_FILE_BYTES.`,
    { data: { limitBytes } },
  );

export const unknownFormat = (extension: string): AppError =>
  new AppError(
    'office-connector/unknown-format',
    'unsupported',
    sentence`Files with the extension ".${extension}" are not supported. Save the file in a format such as .docx, .xlsx or .pdf.`,
    { data: { extension } },
  );

export const foreignLock = (documentId: string): AppError =>
  new AppError(
    'office-connector/foreign-lock',
    'forbidden',
    'The lock token does not match the current lock. Lock the document again.',
    { data: { documentId } },
  );

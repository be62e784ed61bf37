/** Saves that the Document Server could not deliver, on the status page. */
export const forgottenEnglish = {
  name: 'Forgotten files',
  fix: 'Files the Document Server could not deliver. Kontor fetches them by itself; one that stays is in use or no valid document: see the log for its document, and fetch it from the Document Server.',
  says: (waiting: number, unknown: number): string => {
    const none = unknown === 0 ? 'None.' : 'None of ours.';
    const here = waiting === 0 ? none : `Still at the Document Server: ${waiting}.`;
    return [here, ...(unknown === 0 ? [] : [`Of documents unknown here: ${unknown}.`])].join(' ');
  },
};

export type ForgottenWords = typeof forgottenEnglish;

import type { ForgottenWords } from './english-forgotten.js';

export const forgottenFrench: ForgottenWords = {
  name: 'Fichiers oubliés',
  fix: 'Fichiers que le Document Server n’a pas pu livrer. Kontor les récupère de lui-même ; celui qui reste est en cours d’utilisation ou n’est pas un document valable : le journal nomme son document, le fichier est sur le Document Server.',
  says: (waiting, unknown) => {
    const none = unknown === 0 ? 'Aucun.' : 'Aucun des nôtres.';
    const here = waiting === 0 ? none : `Encore sur le Document Server : ${waiting}.`;
    return [here, ...(unknown === 0 ? [] : [`De documents inconnus ici : ${unknown}.`])].join(' ');
  },
};

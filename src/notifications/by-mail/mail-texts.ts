import type { Locale } from '../../platform/identity/actor.js';
import type { NotificationKind } from '../notification.repository.js';

/** Facts of one notification. `title` is null for a private document: mail is readable on its way and where it is kept. */
export interface ToldByMail {
  /** Who caused it; empty when nobody in particular did. */
  readonly name: string;
  readonly title: string | null;
  /** As in `StoredNotification`. */
  readonly text: string;
}

export interface MailTexts {
  readonly kind: Readonly<Record<NotificationKind, (told: ToldByMail) => string>>;
  readonly somebody: string;
  readonly several: (count: number) => string;
  readonly more: (count: number) => string;
  readonly why: string;
}

const people = (text: string): number => Number(text.split(' ', 1)[0]);

const german: MailTexts = {
  somebody: 'Jemand',
  several: (count) => `${count} Mitteilungen`,
  more: (count) => (count === 1 ? 'Und eine weitere:' : `Und ${count} weitere:`),
  why: 'Sie erhalten diese E-Mail, weil Ihnen im Kontor jemand etwas mitteilt. Abstellen können Sie das in Ihrem Konto:',
  kind: {
    mention: ({ name, title }) =>
      `${name} hat Sie in ${title === null ? 'einem privaten Dokument' : `«${title}»`} erwähnt`,
    'edit-rights': ({ name, title }) =>
      `${name} möchte ${title === null ? 'ein privates Dokument von Ihnen' : `«${title}»`} bearbeiten`,
    'not-converted-back': ({ title, text }) =>
      `${title === null ? 'Ein privates Dokument' : `«${title}»`} liess sich nicht mehr in seinem Format speichern und ist jetzt eine .${text}-Datei`,
    'key-requested': ({ title, text }) => {
      const who = people(text) === 1 ? 'Jemand wartet' : `${people(text)} Personen warten`;
      return `${who} auf den Zugang zu ${title === null ? 'einem privaten Dokument von Ihnen' : `«${title}»`}: Öffnen Sie es, um sie hereinzulassen`;
    },
    'documents-given': ({ name, title, text }) =>
      text === '1'
        ? `${name} hat Ihnen ${title === null ? 'ein privates Dokument' : `«${title}»`} übergeben`
        : `${name} hat Ihnen ${text} Dokumente übergeben`,
    'form-submitted': ({ name, title, text }) =>
      `${name} hat ${title === null ? 'ein Formular von Ihnen' : `Ihr Formular «${text}»`} ausgefüllt`,
  },
};

const french: MailTexts = {
  somebody: 'Quelqu’un',
  several: (count) => `${count} notifications`,
  more: (count) => (count === 1 ? 'Et une autre :' : `Et ${count} autres :`),
  why: 'Vous recevez ce message parce que quelqu’un vous communique quelque chose dans Kontor. Vous pouvez désactiver ces messages dans votre compte :',
  kind: {
    mention: ({ name, title }) =>
      `${name} vous a mentionné dans ${title === null ? 'un document privé' : `« ${title} »`}`,
    'edit-rights': ({ name, title }) =>
      `${name} aimerait modifier ${title === null ? 'un de vos documents privés' : `« ${title} »`}`,
    'not-converted-back': ({ title, text }) =>
      `${title === null ? 'Un document privé' : `« ${title} »`} n’a plus pu être enregistré dans son format ; c’est maintenant un fichier .${text}`,
    'key-requested': ({ title, text }) => {
      const who =
        people(text) === 1 ? 'Une personne attend' : `${people(text)} personnes attendent`;
      return `${who} l’accès à ${title === null ? 'un de vos documents privés' : `« ${title} »`} : ouvrez-le pour le leur donner`;
    },
    'documents-given': ({ name, title, text }) =>
      text === '1'
        ? `${name} vous a remis ${title === null ? 'un document privé' : `« ${title} »`}`
        : `${name} vous a remis ${text} documents`,
    'form-submitted': ({ name, title, text }) =>
      `${name} a rempli ${title === null ? 'un de vos formulaires' : `votre formulaire « ${text} »`}`,
  },
};

const english: MailTexts = {
  somebody: 'Somebody',
  several: (count) => `${count} notifications`,
  more: (count) => (count === 1 ? 'And one more:' : `And ${count} more:`),
  why: 'You get this mail because somebody tells you something in Kontor. You can switch it off in your account:',
  kind: {
    mention: ({ name, title }) =>
      `${name} mentioned you in ${title === null ? 'a private document' : `“${title}”`}`,
    'edit-rights': ({ name, title }) =>
      `${name} would like to edit ${title === null ? 'a private document of yours' : `“${title}”`}`,
    'not-converted-back': ({ title, text }) =>
      `${title === null ? 'A private document' : `“${title}”`} could not be saved in its format any more; it is now a .${text} file`,
    'key-requested': ({ title, text }) => {
      const who = people(text) === 1 ? 'One person waits' : `${people(text)} people wait`;
      return `${who} for access to ${title === null ? 'a private document of yours' : `“${title}”`}: open it to let them in`;
    },
    'documents-given': ({ name, title, text }) =>
      text === '1'
        ? `${name} gave you ${title === null ? 'a private document' : `“${title}”`}`
        : `${name} gave you ${text} documents`,
    'form-submitted': ({ name, title, text }) =>
      `${name} filled in ${title === null ? 'a form of yours' : `your form “${text}”`}`,
  },
};

export const MAIL_TEXTS: Readonly<Record<Locale, MailTexts>> = {
  de: german,
  fr: french,
  en: english,
};

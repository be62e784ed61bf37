import { button } from './page.js';
import type { Flow } from './flow.js';

interface User {
  readonly id?: string;
  readonly name?: string;
  readonly email?: string;
  readonly image?: string;
}

const texts = {
  en: {
    comment: 'Comment',
    whom: 'Whom to mention',
    text: 'Comment text',
    send: 'Send',
    sent: 'Comment sent.',
    link: 'Link to this place',
    at: 'Opened at',
    edit: 'Edit',
    share: 'Share',
    shared: 'Shared with',
  },
  de: {
    comment: 'Kommentar',
    whom: 'Wen erwähnen',
    text: 'Text des Kommentars',
    send: 'Senden',
    sent: 'Kommentar gesendet.',
    link: 'Link auf diese Stelle',
    at: 'Geöffnet bei',
    edit: 'Bearbeiten',
    share: 'Teilen',
    shared: 'Geteilt mit',
  },
  fr: {
    comment: 'Commentaire',
    whom: 'Qui mentionner',
    text: 'Texte du commentaire',
    send: 'Envoyer',
    sent: 'Commentaire envoyé.',
    link: 'Lien vers cet endroit',
    at: 'Ouvert à',
    edit: 'Modifier',
    share: 'Partager',
    shared: 'Partagé avec',
  },
};

/** Mentions, links to a place, edit rights and sharing: all four ask the host page. */
export const asking: Flow = (editor) => {
  const { host, page } = editor;
  const words = editor.inLanguage(texts);
  const place = (): object => ({
    action: { type: 'bookmark', data: `_${page.text.selectionStart}` },
  });
  const comment = page.tool('comment', words.comment, () =>
    host.emit('onRequestUsers', { c: 'mention' }),
  );
  const link = page.tool('link', words.link, () => host.emit('onMakeActionLink', place()));
  const rights = page.tool('edit-rights', words.edit, () => host.emit('onRequestEditRights'));
  const share = page.tool('share', words.share, () => host.emit('onRequestSharingSettings'));

  function showComment(users: readonly User[]): void {
    const whom = Object.assign(document.createElement('select'), { multiple: true });
    whom.setAttribute('aria-label', words.whom);
    whom.append(...users.map(({ name, email }) => new Option(name, email)));
    const text = document.createElement('textarea');
    text.setAttribute('aria-label', words.text);
    const send = (): void => {
      const emails = [...whom.selectedOptions].map(({ value }) => value);
      // As the real editor does, which finds the mentioned in the text of the comment.
      if (emails.length > 0)
        host.emit('onRequestSendNotify', { actionLink: place(), message: text.value, emails });
      panel.remove();
      comment.focus();
      page.message(words.sent);
    };
    const panel = page.panel('commenting', words.comment, [whom, text, button(words.send, send)]);
    whom.focus();
  }

  return {
    opened: ({ document: { permissions }, editorConfig: can }) => {
      const isEditing = can.mode !== 'view';
      const mayComment = isEditing && (permissions as { comment?: boolean })?.comment !== false;
      comment.hidden = !mayComment || !can.canRequestUsers || !can.canRequestSendNotify;
      link.hidden = can.canMakeActionLink !== true;
      rights.hidden = isEditing || can.canRequestEditRights !== true;
      share.hidden = can.canRequestSharingSettings !== true;
      const at = (can.actionLink as { action?: { data?: string } } | undefined)?.action?.data;
      if (at !== undefined) page.message(`${words.at} ${at}`);
    },
    commands: {
      setUsers: (data) => {
        const { c, users = [] } = data as { c?: string; users?: readonly User[] };
        if (c === 'mention') showComment(users);
        else page.faces(users);
      },
      setActionLink: (data) => page.message(String(data)),
      setSharingSettings: (data) => {
        const { sharingSettings = [] } = data as {
          sharingSettings?: { user: string; permissions: string }[];
        };
        const shown = sharingSettings.map(({ user, permissions }) => `${user}: ${permissions}`);
        page.message(`${words.shared} ${shown.join(', ') || '–'}`);
      },
    },
  };
};

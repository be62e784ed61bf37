import type { Flow } from './flow.js';
import { button } from './page.js';
import type { Permissions } from './session.js';

const languages = {
  en: {
    download: 'Download',
    print: 'Print',
    comments: 'Comments',
    comment: 'Your comment',
    add: 'Comment',
    fill: 'Fill in the form',
    mayComment: 'You can comment, not change the text.',
    mayReview: 'What you type becomes a tracked change.',
    mayFill: 'You can fill in the form.',
  },
  de: {
    download: 'Herunterladen',
    print: 'Drucken',
    comments: 'Kommentare',
    comment: 'Ihr Kommentar',
    add: 'Kommentieren',
    fill: 'Formular ausfüllen',
    mayComment: 'Sie können kommentieren, den Text aber nicht ändern.',
    mayReview: 'Was Sie schreiben, wird als Änderung vorgeschlagen.',
    mayFill: 'Sie können das Formular ausfüllen.',
  },
  fr: {
    download: 'Télécharger',
    print: 'Imprimer',
    comments: 'Commentaires',
    comment: 'Votre commentaire',
    add: 'Commenter',
    fill: 'Remplir le formulaire',
    mayComment: 'Vous pouvez commenter, mais pas modifier le texte.',
    mayReview: 'Ce que vous écrivez devient une modification à accepter ou à refuser.',
    mayFill: 'Vous pouvez remplir le formulaire.',
  },
};

/** What a role below editing sees, and what a share keeps back. The real editor enforces it here too, in the browser. */
export const roles: Flow = (editor) => {
  const { page } = editor;
  const texts = editor.inLanguage(languages);
  let may: Permissions = {};
  const download = page.tool('download', texts.download, () => save(page.text.value));
  const print = page.tool('print', texts.print, () => globalThis.print());
  for (const name of ['copy', 'cut'] as const)
    document.addEventListener(name, (event) => {
      if (may.copy === false) event.preventDefault();
    });

  const commentBox = () => {
    const field = document.createElement('input');
    field.id = 'new-comment';
    field.setAttribute('aria-label', texts.comment);
    const add = button(texts.add, () => {
      if (field.value.trim() !== '') editor.session?.comment(field.value.trim());
      field.value = '';
    });
    page.panel('comments', texts.comments, [field, add]);
  };

  return {
    opened: ({ document: { permissions = {} } }) => {
      may = permissions;
      download.hidden = may.download === false;
      print.hidden = may.print === false;
      document.getElementById('comments')?.remove();
    },
    shown: (way) => {
      page.touch.textContent = way === 'fill' ? texts.fill : editor.messages.touch;
      if (way === 'comment') commentBox();
      const says = { comment: texts.mayComment, review: texts.mayReview, fill: texts.mayFill };
      if (way !== 'edit' && way !== 'view') page.message(says[way]);
    },
  };
};

function save(text: string): void {
  const href = URL.createObjectURL(new Blob([text]));
  Object.assign(document.createElement('a'), { href, download: document.title }).click();
  URL.revokeObjectURL(href);
}

import type { ComponentChildren } from 'preact';
import { useMessages } from './viewer.js';

/** What just happened, once, above the content. */
export const Notice = (props: { children: ComponentChildren; trouble?: boolean }) => (
  <div class="notice" id="notice" role="status" data-trouble={props.trouble || undefined}>
    {props.children}
  </div>
);

export function UndoDelete({ id }: { id: string }) {
  const messages = useMessages();
  return (
    <Notice>
      <span>{messages.document.deletedNow}</span>
      <form method="post" action={`/documents/${id}/take-back`}>
        <button class="button small">{messages.undo}</button>
      </form>
    </Notice>
  );
}

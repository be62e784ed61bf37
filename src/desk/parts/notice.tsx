import type { ComponentChildren } from 'preact';
import { useWords } from './reader.js';

/** What just happened, once, above the content. */
export const Notice = (props: { children: ComponentChildren; trouble?: boolean }) => (
  <div class="notice" id="notice" role="status" data-trouble={props.trouble || undefined}>
    {props.children}
  </div>
);

export function UndoDelete({ id }: { id: string }) {
  const words = useWords();
  return (
    <Notice>
      <span>{words.document.deletedNow}</span>
      <form method="post" action={`/documents/${id}/take-back`}>
        <button class="button small">{words.undo}</button>
      </form>
    </Notice>
  );
}

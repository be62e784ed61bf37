import type { ComponentChildren } from 'preact';
import { Notice } from '../parts/notices.js';
import { useMessages } from '../parts/viewer.js';

export interface ShownOnceProps {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** Not stored: this answer is the only one that has it. */
  readonly value: string;
  /** The page without it. The script puts this address in the place of the form's, so that reloading makes no other one. */
  readonly back: string;
  readonly children?: ComponentChildren;
}

/** A secret that the server shows one time, with a button that copies it. */
export function ShownOnce({ id, title, text, value, back, children }: ShownOnceProps) {
  const { admin } = useMessages();
  return (
    <Notice>
      <div class="shown-once" data-back={back}>
        <p>
          <strong>{title}</strong>
        </p>
        <p id={`${id}-text`}>{text}</p>
        <div class="shown-once-value">
          <input
            id={id}
            aria-label={title}
            aria-describedby={`${id}-text`}
            value={value}
            readonly
            autocomplete="off"
            spellcheck={false}
          />
          <button class="button" type="button" data-copy={id} hidden>
            {admin.copy}
          </button>
        </div>
        {children}
      </div>
    </Notice>
  );
}

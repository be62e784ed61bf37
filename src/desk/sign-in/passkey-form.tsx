import { Icon } from '../parts/icon.js';
import { useMessages } from '../parts/viewer.js';

export interface PasskeyFormProps {
  /** Where the browser's answer goes, as the field `credential`. */
  readonly action: string;
  readonly next: string;
  /** What the browser is asked: `#id` of an element with JSON, or a path that answers it to a POST. */
  readonly request: string;
  readonly text: string;
  readonly isPrimary?: boolean;
}

/** A button that asks for a passkey. Shown by the page's script, in browsers that have passkeys. */
export function PasskeyForm({ action, next, request, text, isPrimary = false }: PasskeyFormProps) {
  const { secondStep: messages } = useMessages();
  return (
    <form
      method="post"
      action={action}
      class="stack"
      data-passkey="get"
      data-request={request}
      hidden
    >
      <input type="hidden" name="next" value={next} />
      <input type="hidden" name="credential" />
      <p class="error-message" role="alert" data-form-error hidden>
        {messages.passkeyFailed}
      </p>
      <button class={isPrimary ? 'button primary wide' : 'button wide'}>
        <Icon name="lock" />
        {text}
      </button>
    </form>
  );
}

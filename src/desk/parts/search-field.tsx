import { Icon } from './icon.js';
import { useMessages } from './viewer.js';

/** The inside of a search form: without script, Enter sends it. `focused`: the page starts here, and so does "/". */
export function SearchField({
  id,
  query,
  focused = false,
}: {
  id: string;
  query: string;
  focused?: boolean;
}) {
  const { list } = useMessages();
  return (
    <>
      <label class="visually-hidden" for={id}>
        {list.search}
      </label>
      <Icon name="search" />
      <input
        id={id}
        name="q"
        type="search"
        value={query}
        placeholder={list.search}
        autocomplete="off"
        maxLength={200}
        {...(focused && {
          'aria-keyshortcuts': '/',
          title: list.searchHint,
          autofocus: true,
        })}
      />
      <button class="visually-hidden">{list.searchAction}</button>
    </>
  );
}

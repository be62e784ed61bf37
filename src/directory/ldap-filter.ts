export const USERNAME_PLACEHOLDER = '{username}';

/** A text as a value in a search filter (RFC 4515): whatever it holds, it stays one value. */
export const escapeFilterValue = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- NUL ends a value for some servers
  text.replace(/[\\*()\u0000]/g, (character) => {
    return `\\${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });

/** The filter that finds one person. */
export const filterFor = (template: string, username: string): string =>
  // Not `replaceAll` with a text, which would read `$&` in a name as a pattern.
  template.split(USERNAME_PLACEHOLDER).join(escapeFilterValue(username));

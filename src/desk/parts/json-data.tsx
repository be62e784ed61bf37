// Inside a script element only these could end it, or break a parser of old; as escapes they are still JSON.
const DANGEROUS: Record<string, string> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

export const jsonForScript = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (letter) => DANGEROUS[letter] ?? letter);

/** Data for the page's script. Not code: browsers never run a script of this type. */
export const JsonData = ({ id, value }: { id: string; value: unknown }) => (
  <script
    type="application/json"
    id={id}
    // The only place where markup is set by hand: a script's text must not be entity-escaped.
    dangerouslySetInnerHTML={{ __html: jsonForScript(value) }}
  />
);

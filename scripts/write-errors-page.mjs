// docs/errors.md: a row for each error code that the code can answer.
import { format, resolveConfig } from 'prettier';
import { root } from './project.mjs';

const METHODS = new Set(['get', 'put', 'post', 'delete', 'patch', 'head']);
/** Routes named for a code; more are counted. */
const SHOWN = 3;

const INTRODUCTION = `# Error codes

Every error is \`application/problem+json\` (RFC 9457) with a \`code\`. It stays the same when its text changes, so a program decides by it; \`detail\` is for people and says what to do. Some carry \`data\` for programs. \`openapi.json\` lists for each route which codes it can answer.

\`title\` and \`detail\` are in German, French or English, as \`Accept-Language\` asks (RFC 9457, section 3.1), and in English without it; \`Content-Language\` says which. \`type\`, \`code\`, \`data\` and the names in the texts are the same in every language. The texts below are the English ones.

400 and 422 come again if the same is sent again. 409 and 412 say that something else came first: look it up, decide anew. 429 and 503 carry \`Retry-After\` where the time is known; the same request may succeed then. 500 is a fault of this server, and its log has more under \`correlation_id\`.

\`…\` stands for what is filled in. This page is generated from the code: \`npm run generate:openapi\`.
`;

/** `errors` as of \`readErrorCodes\`; `document` is the description of the API. */
export async function errorsPage({ errors }, document) {
  const routes = routesByCode(document);
  const modules = Map.groupBy(
    [...errors.keys()].toSorted(ascending),
    (code) => code.split('/', 1)[0],
  );
  const parts = [...modules].map(([module, codes]) => {
    const rows = codes.map((code) => row(code, errors.get(code), routes));
    return `## ${module}\n\n${table(['code', 'status', 'what it says', 'where'], rows)}`;
  });
  const page = [INTRODUCTION.trimEnd(), ...parts].join('\n\n');
  return format(page, { ...(await resolveConfig(root)), parser: 'markdown' });
}

function row(code, { kinds, texts }, routes) {
  const where = routes.get(code) ?? [];
  const shown = where.slice(0, SHOWN).map((route) => `\`${route}\``);
  const more = where.length > SHOWN ? [`${where.length - SHOWN} more`] : [];
  const says = [...texts].filter((text) => text !== '…').join(' · ');
  return [
    `<a id="${code.replace('/', '-')}"></a>\`${code}\``,
    [...kinds]
      .map((kind) => statusOfKind(kind))
      .toSorted(ascending)
      .join(', '),
    escaped(says === '' ? 'what is wrong' : says),
    [...shown, ...more].join(', ') || '–',
  ];
}

function routesByCode({ paths, components }) {
  const answers = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => METHODS.has(method))
      .flatMap(([method, { responses }]) =>
        Object.values(responses).map((answer) => [`${method.toUpperCase()} ${path}`, answer]),
      ),
  );
  const byCode = new Map();
  // Shared answers come from every route.
  const own = answers.filter(([, { $ref }]) => $ref === undefined);
  for (const [route, answer] of own)
    for (const code of codesOf(answer)) byCode.set(code, [...(byCode.get(code) ?? []), route]);
  for (const answer of Object.values(components.responses))
    for (const code of codesOf(answer)) byCode.set(code, ['every route']);
  return byCode;
}

const codesOf = ({ content }) =>
  content?.['application/problem+json']?.schema.allOf?.[1]?.properties.code.enum ?? [];

const ascending = (one, other) => (one < other ? -1 : 1);

/** The same table as in `problem.ts`, which is built by now. */
const { statusOfKind } = await import('../dist/platform/http/problem.js');
const escaped = (text) =>
  text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('*', '\\*');

const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

import type { OpenAPIObject } from '@nestjs/swagger';
import { renderToString } from 'preact-render-to-string';
import { shapeOf, type Schema } from './openapi-shape.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Content = Readonly<Record<string, { readonly schema?: unknown }>>;

interface Route {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** The API's description as one quiet page: no script, read from top to bottom. */
export function openApiPage(document: OpenAPIObject, styleHref: string): string {
  const page = <Page document={document} styleHref={styleHref} />;
  return `<!doctype html>${renderToString(page)}`;
}

function Page({ document, styleHref }: { document: OpenAPIObject; styleHref: string }) {
  const tags = [...routesByTag(document)];
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${document.info.title} API`}</title>
        <link rel="stylesheet" href={styleHref} />
      </head>
      <body>
        <nav aria-label="Topics">
          {tags.map(([tag]) => (
            <a href={`#${anchor(tag)}`}>{tag}</a>
          ))}
          <a href="#shapes">Shapes</a>
        </nav>
        <main>
          <h1>{document.info.title} API</h1>
          <p>{document.info.description}</p>
          <p>
            For programs: <a href="/api/openapi.json">openapi.json</a>
          </p>
          <p>Every route that is not public also answers:</p>
          <ul>
            {Object.entries(document.components?.responses ?? {}).map(([name, answer]) => (
              <li>{'description' in answer ? answer.description : name}</li>
            ))}
          </ul>
          {tags.map(([tag, routes]) => (
            <Topic tag={tag} routes={routes} />
          ))}
          <NamedShapes schemas={(document.components?.schemas ?? {}) as Record<string, Schema>} />
        </main>
      </body>
    </html>
  );
}

function Topic({ tag, routes }: { tag: string; routes: readonly Route[] }) {
  return (
    <section id={anchor(tag)} aria-label={tag}>
      <h2>{tag}</h2>
      {routes.map((route) => (
        <RouteEntry {...route} />
      ))}
    </section>
  );
}

function RouteEntry({ method, path, operation }: Route) {
  const { parameters = [], requestBody, responses } = operation;
  return (
    <article>
      <h3>
        <span class="method">{method.toUpperCase()}</span> <code>{path}</code>
        {operation.security?.length === 0 && <span class="public">public</span>}
      </h3>
      {operation.summary && <p>{operation.summary}</p>}
      {operation.description && <p>{operation.description}</p>}
      {parameters.length > 0 && <Parameters parameters={parameters as readonly Parameter[]} />}
      {requestBody && 'content' in requestBody && (
        <Shapes title="Body" content={requestBody.content} />
      )}
      {Object.entries(responses)
        .filter(([, answer]) => answer !== undefined && !('$ref' in answer))
        .map(([status, answer]) => (
          <Answer status={status} answer={answer as AnswerObject} />
        ))}
    </article>
  );
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: Schema;
}

function Parameters({ parameters }: { parameters: readonly Parameter[] }) {
  return (
    <table>
      <caption>Parameters</caption>
      <tbody>
        {parameters.map((parameter) => (
          <tr>
            <th scope="row">{parameter.name}</th>
            <td>{parameter.in}</td>
            <td>{parameter.required === true ? 'required' : 'optional'}</td>
            <td>{parameter.schema && shapeOf(parameter.schema)}</td>
            <td>{parameter.description}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface AnswerObject {
  readonly description?: string;
  readonly content?: Content;
}

function Answer({ status, answer }: { status: string; answer: AnswerObject }) {
  return (
    <div class="answer">
      <h4>{`${status} ${answer.description ?? ''}`}</h4>
      {answer.content && <Shapes content={answer.content} />}
    </div>
  );
}

function Shapes({ title, content }: { title?: string; content: Content }) {
  return Object.entries(content).map(([type, { schema }]) => (
    <figure>
      <figcaption>{[title, type].filter(Boolean).join(', ')}</figcaption>
      {schema !== undefined && <pre>{shapeOf(schema as Schema)}</pre>}
    </figure>
  ));
}

/** What the routes above call by its name only. */
function NamedShapes({ schemas }: { schemas: Readonly<Record<string, Schema>> }) {
  return (
    <section id="shapes" aria-label="Shapes">
      <h2>Shapes</h2>
      {Object.entries(schemas).map(([name, schema]) => (
        <article>
          <h3>{name}</h3>
          <pre>{shapeOf(schema)}</pre>
        </article>
      ))}
    </section>
  );
}

function routesByTag({ paths }: OpenAPIObject): Map<string, Route[]> {
  const tags = new Map<string, Route[]>();
  for (const [path, item] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(item) as [string, Operation][]) {
      if (operation?.responses === undefined) continue;
      const tag = operation.tags?.[0] ?? 'Other';
      tags.set(tag, [...(tags.get(tag) ?? []), { method, path, operation }]);
    }
  }
  return new Map([...tags].sort(([a], [b]) => a.localeCompare(b, 'en')));
}

const anchor = (tag: string): string => tag.toLowerCase().replace(/[^a-z0-9]+/g, '-');

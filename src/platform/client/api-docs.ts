import SwaggerUI from 'swagger-ui-dist/swagger-ui-es-bundle.js';

interface Refusal {
  readonly description?: string;
  readonly content?: unknown;
}

interface Description {
  readonly paths: Record<string, Record<string, { responses?: Record<string, object> }>>;
  readonly components: { readonly responses: Record<string, Refusal> };
}

const darkness = matchMedia('(prefers-color-scheme: dark)');
const followSystem = () => document.documentElement.classList.toggle('dark-mode', darkness.matches);
followSystem();
darkness.addEventListener('change', followSystem);

/** The codes of a refusal as text: Swagger UI takes minutes for some thousand schemas that differ in a code. */
function inWords(
  refusal: Refusal | { readonly $ref: string },
  { components }: Description,
): Refusal {
  const { description = '', content } =
    '$ref' in refusal
      ? (components.responses[refusal.$ref.split('/').at(-1) ?? ''] ?? {})
      : refusal;
  const codes = JSON.stringify(content ?? '').match(/(?<=")[a-z-]+\/[a-z-]+(?=")/g) ?? [];
  const named = codes.filter((code) => code !== 'application/json').map((code) => `\`${code}\``);
  return { description: named.length > 0 ? `${description}: ${named.join(', ')}` : description };
}

function withPlainRefusals(described: Description): Description {
  const operations = Object.values(described.paths).flatMap((path) => Object.values(path));
  for (const { responses = {} } of operations) {
    for (const [status, response] of Object.entries(responses))
      if (Number(status) >= 400) responses[status] = inWords(response, described);
  }
  return described;
}

const answer = await fetch(`${document.documentElement.dataset.mount ?? ''}/api/openapi.json`);
const described = withPlainRefusals((await answer.json()) as Description);
SwaggerUI({
  // Without addresses: then it asks this server, and the policy of the page allows no other.
  spec: { ...described, servers: undefined },
  dom_id: '#api-docs',
  deepLinking: true,
  // All at once would be a list of which only a part exists, for screen readers as well.
  docExpansion: 'none',
  tagsSorter: 'alpha',
  // The vendor's validator would get the address of this server.
  validatorUrl: null,
});

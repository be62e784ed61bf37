/** The package has no types of its own. Only the settings used here. */
declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  export default function SwaggerUI(settings: {
    readonly url: string;
    readonly dom_id: string;
    readonly deepLinking: boolean;
    readonly tagsSorter: 'alpha';
    readonly validatorUrl: string | null;
  }): unknown;
}

/** The package has no types of its own. Only the settings that are used here. */
declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  export default function SwaggerUI(settings: {
    readonly spec: object;
    readonly dom_id: string;
    readonly deepLinking: boolean;
    readonly docExpansion: 'none';
    readonly tagsSorter: 'alpha';
    readonly validatorUrl: string | null;
  }): unknown;
}

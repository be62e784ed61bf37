import SwaggerUI from 'swagger-ui-dist/swagger-ui-es-bundle.js';

const darkness = matchMedia('(prefers-color-scheme: dark)');
const followSystem = () => document.documentElement.classList.toggle('dark-mode', darkness.matches);
followSystem();
darkness.addEventListener('change', followSystem);

SwaggerUI({
  url: '/api/openapi.json',
  dom_id: '#api-docs',
  deepLinking: true,
  tagsSorter: 'alpha',
  // The vendor's validator would get the address of this server.
  validatorUrl: null,
});

/** The whole list of what answers without credentials. A new public route has to be added here, seen by a reviewer. */
export const PUBLIC = [
  'GET /health/live',
  'GET /health/ready',
  // Only under the editor's own host name, where it is all there is.
  'GET /editor-frame',
  'GET /login',
  'POST /login',
  'GET /login/second-step',
  'POST /login/second-step',
  'POST /login/passkey/options',
  'POST /login/passkey',
  // To an identity provider and back; it proves itself by what it signs.
  'GET /login/oidc/:name',
  'GET /login/oidc/:name/callback',
  'POST /login/oidc/:name/back-channel-logout',
  'GET /login/oidc/:name/front-channel-logout',
  // The secret in the address is the credential.
  'GET /reset-password/:secret',
  'POST /reset-password/:secret',
  'POST /api/auth/token',
  // Applications authenticate here; the metadata are for everybody (RFC 8414).
  'POST /oauth/token',
  'POST /oauth/revoke',
  'POST /oauth/introspect',
  'GET /.well-known/oauth-authorization-server',
  // The capability in the URL and the Document Server's token are the credentials of these.
  'GET /api/eurooffice/file/:session_id',
  'GET /api/eurooffice/conversion/:key',
  'GET /api/eurooffice/lent/:purpose/:name',
  'GET /api/eurooffice/changes/:session_id/:version',
  // The capability in the URL is the credential: the editor's frame shows faces, and nobody is signed in there.
  'GET /api/eurooffice/pictures/:person_id',
  'GET /api/eurooffice/probe/:id',
  'GET /api/eurooffice/probe/:id/sight',
  'POST /api/eurooffice/callback/:session_id',
];

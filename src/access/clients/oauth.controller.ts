import {
  applyDecorators,
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Post,
  Req,
  UseFilters,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { SCOPES } from '../../platform/http/client-scopes.js';
import { TakesUnknown } from '../../platform/http/strict-input.js';
import { Public } from '../../platform/http/public.js';
import { AccessSettings } from '../access.config.js';
import { SIGNATURE_ALGORITHMS } from '../signature-algorithms.js';
import type { ClientLogin } from './client-authentication.js';
import type { IssuedClientToken } from './client-tokens.js';
import { IssueClientToken } from './issue-client-token.use-case.js';
import { IssuePersonToken } from './issue-person-token.use-case.js';
import { NOT_KEPT, OAuthErrorFilter } from './oauth-error.filter.js';
import { OAuthError } from './oauth-error.js';

/** RFC 7523 §2.1. */
const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

const NotKept = () =>
  applyDecorators(...Object.entries(NOT_KEPT).map(([name, value]) => Header(name, value)));

type Form = Readonly<Record<string, unknown>> | undefined;

/**
 * OAuth 2.0 for applications. Requests and answers are those of RFC 6749 (token), 7009 (revocation), 7662
 * (introspection) and 8414 (metadata), errors included; members that they do not name are ignored, as they say.
 */
@Public()
@TakesUnknown('query', 'body')
@UseFilters(OAuthErrorFilter)
@Controller()
@ApiExcludeController()
export class OAuthController {
  constructor(
    private readonly tokens: IssueClientToken,
    private readonly personTokens: IssuePersonToken,
    private readonly settings: AccessSettings,
  ) {}

  @Get('.well-known/oauth-authorization-server')
  metadata() {
    const { publicUrl } = this.settings;
    const methods = ['client_secret_basic', 'client_secret_post', 'private_key_jwt'];
    return {
      issuer: publicUrl,
      token_endpoint: `${publicUrl}/oauth/token`,
      revocation_endpoint: `${publicUrl}/oauth/revoke`,
      introspection_endpoint: `${publicUrl}/oauth/introspect`,
      grant_types_supported: ['client_credentials', JWT_BEARER],
      response_types_supported: [],
      scopes_supported: SCOPES,
      token_endpoint_auth_methods_supported: methods,
      token_endpoint_auth_signing_alg_values_supported: SIGNATURE_ALGORITHMS,
      revocation_endpoint_auth_methods_supported: methods,
      revocation_endpoint_auth_signing_alg_values_supported: SIGNATURE_ALGORITHMS,
      introspection_endpoint_auth_methods_supported: methods,
      introspection_endpoint_auth_signing_alg_values_supported: SIGNATURE_ALGORITHMS,
    };
  }

  @Post('oauth/token')
  @HttpCode(200)
  @NotKept()
  async token(@Body() form: Form, @Req() request: FastifyRequest) {
    const { token, scopes, expiresInSeconds } = await this.#issued(request, onceEach(form));
    return {
      access_token: token,
      token_type: 'Bearer',
      expires_in: expiresInSeconds,
      scope: scopes.join(' '),
    };
  }

  async #issued(request: FastifyRequest, form: Form): Promise<IssuedClientToken> {
    const grant = textIn(form, 'grant_type');
    const scope = optionalText(form, 'scope');
    switch (grant) {
      case 'client_credentials':
        return this.tokens.issue(loginOf(request, form), scope);
      case JWT_BEARER:
        return this.personTokens.issue(loginOf(request, form), textIn(form, 'assertion'), scope);
      default:
        throw new OAuthError(
          'unsupported_grant_type',
          `Use the grant type client_credentials or ${JWT_BEARER}.`,
        );
    }
  }

  @Post('oauth/revoke')
  @HttpCode(200)
  @NotKept()
  async revoke(@Body() body: Form, @Req() request: FastifyRequest) {
    const form = onceEach(body);
    await this.tokens.revoke(loginOf(request, form), textIn(form, 'token'));
    return {};
  }

  @Post('oauth/introspect')
  @HttpCode(200)
  @NotKept()
  async introspect(@Body() body: Form, @Req() request: FastifyRequest) {
    const form = onceEach(body);
    const login = loginOf(request, form);
    const token = await this.tokens.introspect(login, textIn(form, 'token'));
    if (!token.isActive) return { active: false };
    return {
      active: true,
      client_id: token.client.id,
      username: token.username,
      scope: token.scopes.join(' '),
      token_type: 'Bearer',
      iat: Math.floor(token.issuedAtMs / 1000),
      exp: Math.floor(token.expiresAtMs / 1000),
    };
  }
}

/** RFC 7523 §2.2. */
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** From the Authorization header, else from the form; never in two ways at once (RFC 6749 §2.3). */
function loginOf({ headers }: FastifyRequest, form: Form): ClientLogin {
  const { authorization } = headers;
  const inForm = optionalText(form, 'client_secret');
  const assertion = optionalText(form, 'client_assertion');
  if (assertion !== undefined) {
    if (authorization !== undefined || inForm !== undefined)
      throw new OAuthError('invalid_request', 'Authenticate once: by the assertion or otherwise.');
    if (optionalText(form, 'client_assertion_type') !== ASSERTION_TYPE)
      throw new OAuthError('invalid_request', `The client_assertion_type is ${ASSERTION_TYPE}.`);
    return { clientId: optionalText(form, 'client_id'), assertion };
  }
  if (authorization === undefined) {
    return { clientId: optionalText(form, 'client_id') ?? '', clientSecret: inForm ?? '' };
  }
  if (inForm !== undefined) {
    throw new OAuthError('invalid_request', 'Authenticate once: by the header or in the form.');
  }
  const encoded = /^Basic +(\S+)$/i.exec(authorization)?.[1] ?? '';
  const [id = '', ...secret] = Buffer.from(encoded, 'base64').toString().split(':');
  const clientId = formDecoded(id);
  if ((optionalText(form, 'client_id') ?? clientId) !== clientId)
    throw new OAuthError('invalid_request', 'The form names another client than the header.');
  return { clientId, clientSecret: formDecoded(secret.join(':')) };
}

/** As in a form (RFC 6749 §2.3.1); text that is not encoded so is taken as it is. */
function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** What our specifications name. Others are ignored; some of them may come several times (RFC 8707). */
const MEMBERS = [
  ...['grant_type', 'scope', 'assertion', 'token', 'token_type_hint', 'client_id'],
  ...['client_secret', 'client_assertion', 'client_assertion_type'],
];

/** A member that was sent twice is an error, whether it is used here or not (RFC 6749 §3.2). */
function onceEach(form: Form): Form {
  const twice = MEMBERS.find((name) => Array.isArray(form?.[name]));
  if (twice === undefined) return form;
  throw new OAuthError('invalid_request', `Send ${twice} once, in a form.`);
}

function optionalText(form: Form, name: string): string | undefined {
  const value = form?.[name];
  if (value === undefined || value === '') return undefined;
  if (typeof value === 'string') return value;
  throw new OAuthError('invalid_request', `Send ${name} as a text, in a form.`);
}

function textIn(form: Form, name: string): string {
  const text = optionalText(form, name);
  if (text === undefined) throw new OAuthError('invalid_request', `The form lacks ${name}.`);
  return text;
}

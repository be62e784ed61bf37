import { describe, expect, it } from '@jest/globals';
import { transportFaultOf } from './transport-fault.js';

describe('transportFaultOf', () => {
  it.each([
    [{ code: 'ECONNREFUSED' }, 'connection-refused'],
    [{ errors: [{ code: 'ECONNREFUSED' }, { code: 'ENETUNREACH' }] }, 'connection-refused'],
    [{ message: 'fetch failed', cause: { code: 'ENOTFOUND' } }, 'unknown-host'],
    [{ code: 'EHOSTUNREACH' }, 'unreachable'],
    [{ code: 'UND_ERR_CONNECT_TIMEOUT' }, 'timeout'],
    [new DOMException('late', 'TimeoutError'), 'timeout'],
    [{ message: 'no connection in time', cause: { name: 'AbortError' } }, 'timeout'],
    [{ code: 'CERT_HAS_EXPIRED' }, 'certificate-expired'],
    [{ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'certificate-wrong-name'],
    [{ code: 'SELF_SIGNED_CERT_IN_CHAIN' }, 'certificate-untrusted'],
    [{ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, 'certificate-untrusted'],
    [{ code: 'ERR_SSL_WRONG_VERSION_NUMBER' }, 'not-tls'],
    [{ code: 'HPE_INVALID_CONSTANT' }, 'not-http'],
    [{ code: 'ENOSPC' }, undefined],
    [undefined, undefined],
  ])('should read %j as %s', (error, fault) => {
    expect(transportFaultOf(error)).toBe(fault);
  });
});

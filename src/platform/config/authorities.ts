import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { textOf } from './text-of.js';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** The certificates of a PEM file, checked; or what is wrong with it, to follow the name of the setting. */
export function authoritiesIn(file: string): { readonly pem: string } | { readonly fault: string } {
  try {
    const pem = textOf(readFileSync(file)).text;
    const certificates = pem.match(CERTIFICATE) ?? [];
    if (certificates.length === 0) return { fault: 'holds no certificate in PEM form' };
    for (const certificate of certificates) new X509Certificate(certificate);
    return { pem };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'damaged';
    return { fault: `cannot be read as certificates in PEM form (${code})` };
  }
}

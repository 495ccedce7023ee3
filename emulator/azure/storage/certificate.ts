import { generate } from 'selfsigned';
import type { Hosts, StandInEnvironment } from '../stand-in';

/** What an https server on 127.0.0.1 needs, and what its clients must trust. All in PEM. */
export interface LoopbackCertificate {
  readonly key: string;
  readonly certificate: string;
  readonly authority: string;
}

/** Makes a certificate for 127.0.0.1 and the authority that signed it. Both live as long as the process. */
export async function createLoopbackCertificate(): Promise<LoopbackCertificate> {
  const authority = await generate([{ name: 'commonName', value: 'Azure MCP Gateway local storage' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const leaf = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  });
  return { key: leaf.private, certificate: leaf.cert, authority: authority.cert };
}

// By the host table, which one gateway has exactly one of, so that several gateways can run in one process.
const authorities = new WeakMap<Hosts, string>();

/** Makes {@link storageCertificateAuthority} work for one gateway. */
export function registerStorageCertificateAuthority(environment: StandInEnvironment, authority: string): void {
  authorities.set(environment.hosts, authority);
}

/**
 * The certificate authority, in PEM, that a child process must trust to reach the storage stand-in
 * (`NODE_EXTRA_CA_CERTS` names a file that holds it); undefined when the storage stand-in has not started.
 */
export function storageCertificateAuthority(environment: StandInEnvironment): string | undefined {
  return authorities.get(environment.hosts);
}

import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** What was sealed: a blob of one use is of no use in another's place. */
export type SealedKind = 'reasoning' | 'compaction';

/** Closes texts up so that only this server reads them, and only for the tenant that they are of. */
export interface Seal {
  seal(kind: SealedKind, tenant: string, text: string): string;
  /** `undefined` for what another server, another tenant or nobody sealed. */
  open(kind: SealedKind, tenant: string, blob: string): string | undefined;
}

const VERSION = 1;
const KEY_ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES;

/**
 * AES-256-GCM under keys of 32 bytes. A blob is base64url of: version, key id, nonce, ciphertext, tag. What was sealed with an older key
 * is opened with that: its id in the blob finds it.
 */
export function createSeal(key: Uint8Array, older: readonly Uint8Array[] = []): Seal {
  const keys = new Map([...older, key].map((each) => [hexId(each), each]));
  return {
    seal: (kind, tenant, text) => close(key, boundTo(kind, tenant), text),
    open(kind, tenant, blob) {
      const bytes = Buffer.from(blob, 'base64url');
      if (bytes.length < HEADER_BYTES + TAG_BYTES || bytes[0] !== VERSION) return undefined;
      const own = keys.get(bytes.toString('hex', 1, 1 + KEY_ID_BYTES));
      return own && open(own, boundTo(kind, tenant), bytes);
    },
  };
}

function close(key: Uint8Array, boundTo: Buffer, text: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(boundTo);
  const parts = [
    Buffer.of(VERSION),
    keyId(key),
    nonce,
    cipher.update(text, 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ];
  return Buffer.concat(parts).toString('base64url');
}

function open(key: Uint8Array, boundTo: Buffer, bytes: Buffer): string | undefined {
  const nonce = bytes.subarray(HEADER_BYTES - NONCE_BYTES, HEADER_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(boundTo);
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const text = decipher.update(bytes.subarray(HEADER_BYTES, -TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    // The tag does not match: somebody else's, or altered.
    return undefined;
  }
}

function boundTo(kind: SealedKind, tenant: string): Buffer {
  return Buffer.from(JSON.stringify([kind, tenant]));
}

function keyId(key: Uint8Array): Buffer {
  return createHash('sha256')
    .update('antiphon sealing key')
    .update(key)
    .digest()
    .subarray(0, KEY_ID_BYTES);
}

function hexId(key: Uint8Array): string {
  if (key.length !== 32) throw new TypeError(`a sealing key has 32 bytes, got ${key.length}`);
  return keyId(key).toString('hex');
}

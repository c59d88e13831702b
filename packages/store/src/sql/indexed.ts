import { createHash } from 'node:crypto';

/** PostgreSQL indexes texts up to about 2700 bytes. */
const MAX_LENGTH = 255;

/** What stands in an index for a text that a client has chosen: itself, or its digest when it is very long. */
export function indexed(text: string): string {
  if (text.length <= MAX_LENGTH) return text;
  return `sha256:${createHash('sha256').update(text).digest('base64url')}`;
}

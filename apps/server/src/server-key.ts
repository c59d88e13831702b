import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { ConfigError } from './setting.ts';

/** AES-256. */
const KEY_BYTES = 32;

/**
 * The key that seals what clients keep and must not read, such as a model's thoughts. Made on first use, readable by the owner
 * of the process alone. Throws `ConfigError` when the file holds anything else.
 */
export function openServerKey(path: string): Uint8Array {
  try {
    if (!existsSync(path)) makeKey(path);
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message : String(fault);
    throw new ConfigError(`the server's key cannot be made: ${reason}`, { cause: fault });
  }
  const key = Buffer.from(readFileSync(path, 'utf8'), 'base64');
  if (key.length === KEY_BYTES) return key;
  throw new ConfigError(
    `${path} must hold ${KEY_BYTES} bytes in base64, and has ${key.length}; without the right key nothing sealed can be read`,
  );
}

/** The file is there with all it has to hold, or not at all; of servers that start at once, one makes it. */
function makeKey(path: string): void {
  const draft = `${path}.${process.pid}`;
  const text = `${randomBytes(KEY_BYTES).toString('base64')}\n`;
  writeFileSync(draft, text, { mode: 0o600, flush: true });
  try {
    linkSync(draft, path);
  } catch (fault) {
    if (!(fault instanceof Error && 'code' in fault && fault.code === 'EEXIST')) throw fault;
  } finally {
    unlinkSync(draft);
  }
}

import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { ConfigError } from './setting.ts';

/** AES-256. */
const KEY_BYTES = 32;

/**
 * The keys that seal what clients keep and must not read, such as a model's thoughts: the newest first, each on a line of its own. Made
 * on first use, readable by the owner of the process alone. Throws `ConfigError` when the file holds anything else.
 */
export function openServerKeys(path: string): readonly [Uint8Array, ...Uint8Array[]] {
  try {
    if (!existsSync(path)) makeKey(path);
  } catch (fault) {
    throw notMade(fault);
  }
  const lines = readFileSync(path, 'utf8').trim().split(/\s+/);
  const [newest, ...older] = lines.map((line) => readKey(line, path));
  return [newest!, ...older];
}

/** Puts a new key before those that there are. */
export function renewServerKey(path: string): void {
  openServerKeys(path);
  try {
    renameSync(writeDraft(path, newLine() + readFileSync(path, 'utf8')), path);
  } catch (fault) {
    throw notMade(fault);
  }
}

function readKey(line: string, path: string): Uint8Array {
  const key = Buffer.from(line, 'base64');
  if (key.length === KEY_BYTES) return key;
  throw new ConfigError(
    `each line of ${path} must hold ${KEY_BYTES} bytes in base64, and one has ${key.length}; without the right key nothing sealed can be read`,
  );
}

/** The file is there with all it has to hold, or not at all; of servers that start at once, one makes it. */
function makeKey(path: string): void {
  const draft = writeDraft(path, newLine());
  try {
    linkSync(draft, path);
  } catch (fault) {
    if (!(fault instanceof Error && 'code' in fault && fault.code === 'EEXIST')) throw fault;
  } finally {
    unlinkSync(draft);
  }
}

function writeDraft(path: string, text: string): string {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600, flush: true });
  return draft;
}

function newLine(): string {
  return `${randomBytes(KEY_BYTES).toString('base64')}\n`;
}

function notMade(fault: unknown): ConfigError {
  const reason = fault instanceof Error ? fault.message : String(fault);
  return new ConfigError(`the server's key cannot be made: ${reason}`, { cause: fault });
}

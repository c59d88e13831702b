import { type FileHandle, open, stat, utimes } from 'node:fs/promises';

/** While a download goes on, its part is touched this often, and so others know that it is not abandoned. */
const HEARTBEAT_MS = 2000;
const ABANDONED_MS = 10_000;

/** A file on its way: its content so far, in order and without gaps. */
export class PartFile {
  readonly #path: string;
  readonly #handle: FileHandle;
  readonly #heartbeat: NodeJS.Timeout;
  #length: number;

  private constructor(path: string, handle: FileHandle, length: number) {
    this.#path = path;
    this.#handle = handle;
    this.#length = length;
    this.#heartbeat = setInterval(() => void touch(path, new Date()), HEARTBEAT_MS).unref();
  }

  /** Resolves to `undefined` while somebody else is at work on it. Should two take it all the same, they write the same. */
  static async take(path: string): Promise<PartFile | undefined> {
    const created = await open(path, 'wx+').catch(unless('EEXIST'));
    if (created) return new PartFile(path, created, 0);
    const found = await stat(path).catch(unless('ENOENT'));
    if (!found || Date.now() - found.mtimeMs < ABANDONED_MS) return undefined;
    const handle = await open(path, 'r+').catch(unless('ENOENT'));
    if (!handle) return undefined;
    await handle.utimes(new Date(), new Date());
    return new PartFile(path, handle, (await handle.stat()).size);
  }

  get length(): number {
    return this.#length;
  }

  /** The content so far. */
  async *read(): AsyncGenerator<Uint8Array> {
    if (this.#length === 0) return;
    yield* this.#handle.createReadStream({ start: 0, end: this.#length - 1, autoClose: false });
  }

  async append(bytes: Uint8Array): Promise<void> {
    await this.#handle.write(bytes, 0, bytes.length, this.#length);
    this.#length += bytes.length;
  }

  /** Makes sure that the content is on the disk, and lets go of the file. */
  async finish(): Promise<void> {
    await this.#handle.sync();
    await this.#close();
  }

  /** Leaves it for the next to go on with at once. */
  async abandon(): Promise<void> {
    await this.#close();
    await touch(this.#path, new Date(0));
  }

  async #close(): Promise<void> {
    clearInterval(this.#heartbeat);
    await this.#handle.close();
  }
}

/** Where it fails, somebody waits longer than need be. */
async function touch(path: string, time: Date): Promise<void> {
  await utimes(path, time, time).catch(() => undefined);
}

function unless(code: string): (fault: NodeJS.ErrnoException) => undefined {
  return (fault) => {
    if (fault.code !== code) throw fault;
    return undefined;
  };
}

import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of its own, that a test can fill. */
export interface SmallDisk {
  readonly folder: string;
  /** Leaves no space on it. */
  fill(): void;
  /** Gives the space back. */
  empty(): void;
  makeReadOnly(): void;
  remove(): void;
}

const CHUNK = Buffer.alloc(4096, 'x');

/** `undefined` where disks cannot be made, which takes Linux and root. */
export function makeSmallDisk(megabytes: number): SmallDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'antiphon-disk-'));
  const mount = (...options: string[]) =>
    execFileSync('mount', [...options, 'tmpfs', folder], { stdio: 'pipe' });
  try {
    mount('-t', 'tmpfs', '-o', `size=${megabytes}m`);
  } catch {
    rmdirSync(folder);
    return undefined;
  }
  const filler = join(folder, 'filler');
  return {
    folder,
    fill() {
      const file = openSync(filler, 'a');
      try {
        for (;;) writeSync(file, CHUNK);
      } catch {
        // That was the last of the space.
      } finally {
        closeSync(file);
      }
    },
    empty: () => rmSync(filler),
    makeReadOnly: () => mount('-o', 'remount,ro'),
    remove() {
      execFileSync('umount', [folder], { stdio: 'pipe' });
      rmdirSync(folder);
    },
  };
}

import type { LoadProgress } from '@antiphon/backend';

/** A line for each tenth of a file, for a person who waits for a download. */
export function downloadLog(
  id: string,
  log: (line: string) => void,
): (progress: LoadProgress) => void {
  const tenths = new Map<string, number>();
  return ({ file, loadedBytes, totalBytes }) => {
    if (!totalBytes) return;
    const tenth = Math.floor((loadedBytes / totalBytes) * 10);
    if (tenth <= (tenths.get(file) ?? 0)) return;
    tenths.set(file, tenth);
    log(`${id}: ${file} ${tenth * 10} % of ${(totalBytes / 1e6).toFixed(1)} MB`);
  };
}

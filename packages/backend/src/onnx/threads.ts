import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** Below this many weights, threads wait longer for each other than they save. */
const SMALL_WEIGHTS = 10_000_000;

/** How many threads a run is best spread over: physical cores, as far as the process may use them. */
export function defaultThreads(weights: number): number {
  if (weights < SMALL_WEIGHTS) return 1;
  return Math.max(1, Math.min(availableParallelism(), physicalCores()));
}

function physicalCores(): number {
  const logical = availableParallelism();
  if (process.platform === 'linux') return linuxCores() ?? logical;
  return process.arch === 'x64' && process.platform === 'win32' ? Math.ceil(logical / 2) : logical;
}

/** Processors that share a core name the same siblings. */
function linuxCores(): number | undefined {
  const folder = '/sys/devices/system/cpu';
  try {
    const processors = readdirSync(folder).filter((name) => /^cpu\d+$/.test(name));
    const cores = processors.map((name) =>
      readFileSync(`${folder}/${name}/topology/thread_siblings_list`, 'utf8'),
    );
    return new Set(cores).size || undefined;
  } catch {
    return undefined;
  }
}

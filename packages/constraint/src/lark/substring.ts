import { tooComplexError } from '../errors.ts';
import type { Limits } from '../limits.ts';
import { EMPTY, type RegexId, type RegexStore } from '../regex/store.ts';
import { LarkFault } from './fault.ts';
import type { Position } from './position.ts';
import { SubstringMachine } from './substring-machine.ts';

/** `%regex { … }`: any run of neighbouring chunks of a text, the empty one included. */
export function substringRegex(
  store: RegexStore,
  json: string,
  position: Position,
  { sourceNodes }: Limits,
): RegexId {
  const encoder = new TextEncoder();
  const chunks = readChunks(json, position).map((chunk) => encoder.encode(chunk));
  if (chunks.length > sourceNodes) throw tooComplexError('sourceNodes', sourceNodes);
  const words = chunks.filter((chunk) => chunk.length > 0);
  const machine = new SubstringMachine(json, words);
  return machine.isAmbiguous ? anyRun(store, words) : store.machine(machine, 0);
}

/**
 * The runs that begin at chunk i are chunk i and then, perhaps, the run that begins at i + 1: sharing
 * those tails keeps the regex as long as the text.
 */
function anyRun(store: RegexStore, chunks: readonly Uint8Array[]): RegexId {
  const runs: RegexId[] = [EMPTY];
  let tail = EMPTY;
  for (let index = chunks.length - 1; index >= 0; index--) {
    const run = store.concat([store.literal(chunks[index]!), tail]);
    runs.push(run);
    tail = store.union([EMPTY, run]);
  }
  return store.union(runs);
}

const splitters = new Map<string, (text: string) => string[]>([
  ['substring_chars', (text) => [...text]],
  ['substring_words', (text) => text.match(/[\p{L}\p{N}_]+|[^\p{L}\p{N}_]/gu) ?? []],
]);

function readChunks(json: string, position: Position): string[] {
  const fields = Object.entries(parseObject(json, position));
  if (fields.length !== 1) {
    throw new LarkFault(position, '%regex', '%regex takes exactly one field');
  }
  const [name, value] = fields[0]!;
  const split = splitters.get(name);
  if (split && typeof value === 'string') return split(value);
  if (name === 'substring_chunks' && isTextList(value)) return value;
  throw new LarkFault(position, '%regex', `cannot honour ${name} with this value`);
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function parseObject(json: string, position: Position): object {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    throw new LarkFault(position, '%regex', 'not valid JSON');
  }
  throw new LarkFault(position, '%regex', '%regex takes a JSON object');
}

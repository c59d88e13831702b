import { parsePattern } from '../regex/parse.ts';
import type { RegexId, RegexStore } from '../regex/store.ts';
import { formatPatterns } from './format-patterns.ts';
import type { JsonStrings } from './json-strings.ts';

/** Formats of the standard that no finite automaton tells right from wrong. */
const UNSUPPORTED = new Set(['idn-hostname']);

/** Formats that describe a value without constraining its text: those of OpenAPI and of user interfaces. */
const ANNOTATIONS = new Set([
  'binary',
  'byte',
  'double',
  'float',
  'int32',
  'int64',
  'password',
  'text',
  'textarea',
]);

/** The texts of a format; `undefined` when it is not one that is enforced. */
export function formatStrings(
  name: string,
  strings: JsonStrings,
  store: RegexStore,
): RegexId | undefined {
  const sources = formatPatterns.get(name);
  if (sources === undefined) return undefined;
  return store.intersection(
    sources.map((source) => strings.patterns.whole(parsePattern(source, { dotAll: true }))),
  );
}

export function isAnnotationFormat(name: string): boolean {
  return ANNOTATIONS.has(name);
}

/** Whether the standard defines the format, though it cannot be enforced. */
export function isKnownFormat(name: string): boolean {
  return UNSUPPORTED.has(name);
}

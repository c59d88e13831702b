import type { ParameterTypes } from './parameter-types.ts';

/** Whether a value that is written without quotes can be nothing but text. */
export function isText(types: ParameterTypes | undefined): boolean {
  return types === undefined || (types.size === 1 && types.has('string'));
}

/** The JSON text of a value that is written without quotes, by the types that it may have; text where none else fits. */
export function plainToJson(written: string, types: ParameterTypes | undefined): string {
  const trimmed = written.trim();
  const json = PYTHON.get(trimmed) ?? trimmed;
  if (!types || isText(types)) return JSON.stringify(written);
  return typesOfJson(json).some((type) => types.has(type)) ? json : JSON.stringify(written);
}

/** What JSON and Python write differently. */
const PYTHON: ReadonlyMap<string, string> = new Map([
  ['True', 'true'],
  ['False', 'false'],
  ['None', 'null'],
]);

/** The types that a JSON text fits; none when it is not JSON. */
function typesOfJson(text: string): readonly string[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  if (value === null) return ['null'];
  if (Array.isArray(value)) return ['array'];
  if (typeof value === 'number' && Number.isInteger(value)) return ['integer', 'number'];
  return typeof value === 'string' ? [] : [typeof value];
}

/**
 * Where this server says more than the contract of Open Responses can hold. Each is sent only to those who asked for it,
 * so that a client of the contract never meets it.
 */
export const supersets = {
  'json-schema-echo':
    'text.format of type json_schema is echoed with its schema, as the reference service does; the contract allows null alone there.',
  'custom-tool':
    'Tools of type custom and namespace, their choice, their calls and the events of these are of the reference service; only a request that offers them gets them.',
  'hosted-tool':
    'Hosted tools, their items and events are of the reference service, or extensions with a prefix; only a request that offers them, or replays them, gets them.',
  'reasoning-text':
    'The events response.reasoning_text.* are the reference service’s names of response.reasoning.*; a switch of the operator chooses between them.',
  'reasoning-effort':
    'The efforts minimal and max are of the reference service; they are echoed to those who ask for them.',
  'input-content':
    'An input may hold audio, a video in the output of a call, and an image of the detail original, as with the reference service; it is listed as it was given.',
  citation:
    'Citations of files are of the reference service; they are replayed to those who send them.',
} as const;

export type Superset = keyof typeof supersets;

/** The value as the contract could hold it; `undefined` for an event that only a superset has. */
export function reduceSupersets(value: unknown, allowed: readonly Superset[]): unknown {
  let reduced = value;
  for (const superset of allowed) reduced = walk(reduced, reductions[superset]);
  return reduced;
}

type Reduction = (record: Record<string, unknown>, key: string) => unknown;

/** Applies a reduction from the inside out; an element for which it gives `undefined` falls out of its list, a field becomes null. */
function walk(value: unknown, reduce: Reduction, key = ''): unknown {
  if (Array.isArray(value)) {
    return value.map((entry) => walk(entry, reduce, key)).filter((entry) => entry !== undefined);
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, entry]) => [
    name,
    walk(entry, reduce, name) ?? null,
  ]);
  return reduce(Object.fromEntries(entries), key);
}

const reductions: Readonly<Record<Superset, Reduction>> = {
  'json-schema-echo': (record, key) =>
    key === 'format' && record.type === 'json_schema' ? { ...record, schema: null } : record,
  'custom-tool': (record, key) =>
    withoutType(
      record,
      key,
      /^(custom|namespace|custom_tool_call(_output)?)$|custom_tool_call_input/,
    ),
  'hosted-tool': (record, key) =>
    withoutType(
      record,
      key,
      /:|^(web|file|computer|code|image|local|shell|mcp|apply|tool_search|program)|_call\.|mcp_|_call_code\./,
    ),
  'reasoning-text': (record) =>
    typeof record.type === 'string'
      ? { ...record, type: record.type.replace('response.reasoning_text.', 'response.reasoning.') }
      : record,
  'reasoning-effort': (record, key) => {
    if (key !== 'reasoning') return record;
    const efforts: Readonly<Record<string, string>> = { minimal: 'low', max: 'xhigh' };
    return { ...record, effort: efforts[String(record.effort)] ?? record.effort };
  },
  'input-content': (record) => {
    if (record.type === 'input_audio' || record.type === 'input_video') return undefined;
    return record.detail === 'original' ? { ...record, detail: 'high' } : record;
  },
  citation: (record, key) => withoutType(record, key, /^(container_)?file_(citation|path)$/),
};

/** A choice falls back to `auto`, an event or an element of a list to nothing. */
function withoutType(record: Record<string, unknown>, key: string, types: RegExp): unknown {
  if (!types.test(String(record.type))) return record;
  return key === 'tool_choice' ? 'auto' : undefined;
}

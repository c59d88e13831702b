import type { Random } from './random.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Container = Json[] | { [key: string]: Json };

/** Values at the edges of what JSON can say, and words that mean something elsewhere in the protocol. */
const odd: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1,
  0.5,
  16,
  1e9,
  -1e308,
  2 ** 53,
  '',
  ' ',
  'x',
  '\0',
  '\ud800',
  'é👩‍👩‍👧‍👦'.repeat(20),
  'a'.repeat(5000),
  'auto',
  'none',
  'required',
  'function',
  'function_call',
  'custom',
  'message',
  'assistant',
  'text',
  'json_schema',
  'grammar',
  'item_reference',
  'msg_0',
  'resp_0',
  'data:image/png;base64,AAAA',
  [],
  [[]],
  [null],
  ['x'],
  [1, 'x', null, {}],
  {},
  { id: 'x' },
  { type: 'x' },
  { type: null },
  { type: 'function' },
  { type: 'text' },
  { type: 'object', properties: { x: { $ref: '#' } } },
  { type: 'regex', value: '(a+)+$' },
];

/** A copy of a body with one to three things changed, each anywhere in it. */
export function mutate(body: Json, random: Random): Json {
  const root: { [key: string]: Json } = { body: structuredClone(body) };
  for (let count = 1 + random.below(3); count > 0 && 'body' in root; count--)
    changeOne(root, random);
  return root.body ?? null;
}

/** What is no longer JSON, or not quite. */
export function mutateText(text: string, random: Random): string {
  const place = random.below(text.length + 1);
  const [head, tail] = [text.slice(0, place), text.slice(place)];
  return random.pick([
    head,
    `${head}\0${tail}`,
    `${head}"${tail}`,
    `${head}}${tail}`,
    `${head},${tail}`,
    `${head}1e999${tail}`,
    `${head}${'['.repeat(random.pick([3, 300, 100_000]))}${tail}`,
    `${head}${tail.slice(1 + random.below(5))}`,
    text.replace(/\d+/, '1e999'),
    text.replace('"input"', '"__proto__"'),
  ]);
}

function changeOne(root: Container, random: Random): void {
  const places = [...placesIn(root)];
  const [container, key] = random.pick(places);
  const value = get(container, key);
  switch (random.below(7)) {
    case 0:
      remove(container, key);
      return;
    case 1:
      set(container, key, [value]);
      return;
    case 2:
      set(container, key, { [random.pick(['type', 'id', 'content', '__proto__'])]: value });
      return;
    case 3: {
      const [from, name] = random.pick(places);
      set(container, key, structuredClone(get(from, name)));
      return;
    }
    case 4:
      if (Array.isArray(value)) value.push(structuredClone(value.at(random.below(9)) ?? null));
      else if (typeof value === 'string') set(container, key, value.repeat(random.below(40)));
      else set(container, key, random.pick(odd));
      return;
    default:
      set(container, key, structuredClone(random.pick(odd)));
  }
}

function* placesIn(container: Container): Iterable<readonly [Container, string]> {
  for (const [key, value] of Object.entries(container)) {
    yield [container, key];
    if (typeof value === 'object' && value !== null) yield* placesIn(value);
  }
}

function get(container: Container, key: string): Json {
  return (Array.isArray(container) ? container[Number(key)] : container[key]) ?? null;
}

function set(container: Container, key: string, value: Json): void {
  if (Array.isArray(container)) container[Number(key)] = value;
  else
    Object.defineProperty(container, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
}

function remove(container: Container, key: string): void {
  if (Array.isArray(container)) container.splice(Number(key), 1);
  else delete container[key];
}

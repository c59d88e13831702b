import { expect, test } from 'vitest';
import {
  hermesCalls,
  llamaCalls,
  mistralCalls,
  type ToolCallFormat,
} from '../../src/compose/formats.ts';
import { composeResponse } from '../../src/compose/response.ts';
import type { FinalShape, ResponseShape } from '../../src/compose/shape.ts';
import { jsonEnd } from '../../src/lark/json-end.ts';
import { Random } from '../reference/random.ts';
import { smallVocabulary, specialNames } from '../text-check.ts';

const walks = 600;
/** Stands in front of the name of a special token, to tell it from text that spells it. */
const mark = '\ue123';
const vocabularies = [smallVocabulary(), smallVocabulary(specialNames)];
const formats = [hermesCalls, llamaCalls, mistralCalls];
const tool = {
  name: 'add',
  parameters: { type: 'object', additionalProperties: { type: 'integer' }, maxProperties: 2 },
};
const finals: readonly FinalShape[] = [
  { kind: 'free' },
  { kind: 'none' },
  { kind: 'grammar', grammar: { type: 'regex', value: '[0-9]{2}' } },
];

function randomShape(random: Random) {
  return {
    format: random.pick(formats),
    final: random.pick(finals),
    mode: random.pick(['none', 'auto', 'required'] as const),
    isParallel: random.below(2) === 1,
    isOpen: random.pick([undefined, false, true]),
  };
}

type Shape = ReturnType<typeof randomShape>;

function shapeOf({ format, final, mode, isParallel, isOpen }: Shape): ResponseShape {
  const toolCalls = { format, tools: [tool], choice: { mode }, isParallel };
  if (isOpen === undefined) return { toolCalls, final };
  return { reasoning: { begin: '<think>', end: '</think>', isOpen }, toolCalls, final };
}

/** Random tokens until the response may end; undefined when it does not come to that. */
function walk(shape: ResponseShape, random: Random): string | undefined {
  const vocabulary = random.pick(vocabularies);
  const names = new Map([...vocabulary.specialTokens].map(([name, id]) => [id, name]));
  const matcher = composeResponse(shape, vocabulary).matcher();
  const mask = new Uint32Array(vocabulary.words);
  const bytes: number[] = [];
  for (let count = 0; count < 80 && !(matcher.isAccepting && random.below(6) === 0); count++) {
    matcher.fillMask(mask);
    const allowed = vocabulary.tokens.flatMap((_, id) =>
      ((mask[id >>> 5]! >>> (id & 31)) & 1) === 1 ? [id] : [],
    );
    expect(allowed).not.toEqual([]);
    const words = allowed.filter((id) => id >= 256 && !vocabulary.endOfTurnIds.includes(id));
    const token = random.pick(words.length > 0 && random.below(2) === 0 ? words : allowed);
    if (vocabulary.endOfTurnIds.includes(token)) break;
    expect(matcher.consume(token)).toBe(true);
    const name = names.get(token);
    bytes.push(...(vocabulary.tokens[token] ?? new TextEncoder().encode(mark + name)));
  }
  return matcher.isAccepting ? new TextDecoder().decode(Uint8Array.from(bytes)) : undefined;
}

/** Whether a response is what its shape says, found without any grammar. */
function isRight(text: string, shape: Shape): boolean {
  const plain = text.replaceAll(mark, '');
  if (shape.isOpen === undefined || (!shape.isOpen && !plain.startsWith('<think>'))) {
    return isAnswer(plain, shape);
  }
  const rest = plain.slice(plain.indexOf('</think>') + '</think>'.length);
  const gap = /^[ \t\r\n]{0,4}/.exec(rest)![0].length;
  const starts = Array.from({ length: gap + 1 }, (_, start) => rest.slice(start));
  return plain.includes('</think>') && starts.some((answer) => isAnswer(answer, shape));
}

function isAnswer(text: string, { format, final, mode, isParallel }: Shape): boolean {
  const counts =
    mode === 'none' ? [] : [calls(text, format, format.begin), bareCalls(text, format)];
  if (mode === 'auto' && final.kind === 'free') {
    for (
      let at = text.indexOf(format.trigger);
      at >= 0;
      at = text.indexOf(format.trigger, at + 1)
    ) {
      counts.push(calls(text.slice(at), format, format.begin));
    }
  }
  if (counts.some((count) => count > 0 && (isParallel || count === 1))) return true;
  if (mode === 'required') return false;
  return final.kind === 'free' || (final.kind === 'none' ? text === '' : /^[0-9]{2}$/.test(text));
}

/** How many calls a text consists of; 0 when it is anything else. */
function calls(text: string, format: ToolCallFormat, begin: string): number {
  let rest = text;
  for (let count = 0, lead = begin; ; count++, lead = format.between) {
    if (count > 0 && rest === format.end) return count;
    const head = lead + format.before(tool.name);
    const end = rest.startsWith(head) ? jsonEnd(rest, head.length) : -1;
    if (end < 0 || !areArguments(rest.slice(head.length, end))) return 0;
    if (!rest.startsWith(format.after, end)) return 0;
    rest = rest.slice(end + format.after.length);
  }
}

function bareCalls(text: string, { bare, between }: ToolCallFormat): number {
  let rest = bare ? text : '';
  for (let count = 0; ; count++, rest = rest.slice(between.length)) {
    const end = rest === '' ? -1 : jsonEnd(rest, 0);
    if (end < 0) return 0;
    const call: unknown = JSON.parse(rest.slice(0, end));
    const { name, parameters } = call as { name: unknown; parameters: unknown };
    if (name !== tool.name || !areArguments(JSON.stringify(parameters))) return 0;
    rest = rest.slice(end);
    if (rest === '') return count + 1;
    if (!rest.startsWith(between)) return 0;
  }
}

function areArguments(json: string): boolean {
  const values = Object.values(JSON.parse(json) as object);
  return values.length <= 2 && values.every(Number.isInteger);
}

test('random walks never get stuck, and what they write is what the shape says', () => {
  const random = new Random(7);
  let finished = 0;
  for (let count = 0; count < walks; count++) {
    const shape = randomShape(random);
    const text = walk(shapeOf(shape), random);
    if (text === undefined) continue;
    finished++;
    expect([text, isRight(text, shape)]).toEqual([text, true]);
  }
  expect(finished).toBeGreaterThan(walks / 3);
});

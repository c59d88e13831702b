import { expect, test } from 'vitest';
import { hermesCalls, llamaCalls, type ToolCallFormat } from '../../src/compose/formats.ts';
import { composeResponse } from '../../src/compose/response.ts';
import type { FinalShape, ResponseShape } from '../../src/compose/shape.ts';
import type { Vocabulary } from '../../src/vocabulary.ts';
import { judge, smallVocabulary, specialNames } from '../text-check.ts';

const tools = [{ name: 'weather' }, { name: 'add' }];
const plain = smallVocabulary();
const special = smallVocabulary(specialNames);
const document = '{"ok": true}';
const finals: readonly FinalShape[] = [
  { kind: 'free' },
  { kind: 'grammar', grammar: { type: 'json_schema', value: { type: 'object' } } },
];

/** Calls without arguments, or with those given. */
function written(format: ToolCallFormat, names: readonly string[], text = '{}'): string {
  const calls = names.map((name) => format.before(name) + text + format.after);
  return format.begin + calls.join(format.between) + format.end;
}

/** The verdicts on some texts, each under its label. */
function verdicts(shape: ResponseShape, vocabulary: Vocabulary, texts: Record<string, string>) {
  const grammar = composeResponse(shape, vocabulary);
  const mark = (text: string) =>
    [...vocabulary.specialTokens.keys()].reduce(
      (marked, name) => marked.replaceAll(name, `‹${name}›`),
      text,
    );
  const judged = Object.entries(texts).map(([label, text]) => [
    label,
    judge(grammar, vocabulary, mark(text)),
  ]);
  return Object.fromEntries(judged);
}

test('arguments of a tool that is lenient may be any object where its schema cannot be honoured', () => {
  const broken = { name: 'x', parameters: { type: 'strng' }, isLenient: true };
  for (const format of [hermesCalls, llamaCalls]) {
    const toolCalls = {
      format,
      tools: [broken],
      choice: { mode: 'required' },
      isParallel: true,
    } as const;
    const found = verdicts({ toolCalls, final: { kind: 'free' } }, plain, {
      object: written(format, ['x'], '{"a": 1}'),
      number: written(format, ['x'], '3'),
    });
    expect(found).toEqual({ object: 'yes', number: 'no' });
  }
});

test('a format whose turn ends with the first call has only one', () => {
  const format: ToolCallFormat = { ...hermesCalls, isSingle: true };
  const toolCalls = { format, tools, choice: { mode: 'required' }, isParallel: true } as const;
  const found = verdicts({ toolCalls, final: { kind: 'free' } }, plain, {
    one: written(format, ['weather']),
    two: written(format, ['weather', 'add']),
  });
  expect(found).toEqual({ one: 'yes', two: 'no' });
});

test('where every part has its mark, the final text begins with its own and nothing stands between', () => {
  const reasoning = { begin: '<|user|>', end: '<|system|>then' };
  const toolCalls = {
    format: hermesCalls,
    tools,
    choice: { mode: 'auto' },
    isParallel: true,
  } as const;
  for (const final of finals) {
    const shape: ResponseShape = { reasoning, toolCalls, final, beforeFinal: '<|python_tag|>' };
    const found = verdicts(shape, special, {
      final: `<|python_tag|>${document}`,
      thoughts: `<|user|>hm<|system|>then<|python_tag|>${document}`,
      call: `<|user|>hm<|system|>then${written(hermesCalls, ['weather'])}`,
      unmarked: document,
      gap: `<|user|>hm<|system|>then\n<|python_tag|>${document}`,
      'text and a call': `<|python_tag|>hm${written(hermesCalls, ['weather'])}`,
    });
    expect(found).toEqual({
      final: 'yes',
      thoughts: 'yes',
      call: 'yes',
      unmarked: 'no',
      gap: 'no',
      'text and a call': 'no',
    });
  }
});

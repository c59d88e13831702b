import { expect, test } from 'vitest';
import { compareDecimals, decimalText, parseDecimal } from '../../src/json-schema/decimal.ts';
import {
  isJsonObject,
  JsonNumber,
  JsonSyntaxError,
  jsonFromValue,
  parseJson,
} from '../../src/json-schema/json-text.ts';

test('members keep their order and numbers their text', () => {
  const value = parseJson(
    ' {"b": 1.0, "1": -0, "a": [true, null, "\\u00e9\\n"], "__proto__": 1e400}\n',
  );
  expect(isJsonObject(value) && [...value]).toEqual([
    ['b', new JsonNumber('1.0')],
    ['1', new JsonNumber('-0')],
    ['a', [true, null, 'é\n']],
    ['__proto__', new JsonNumber('1e400')],
  ]);
});

test.each([
  ...['', '{', '[1,]', '{"a":1,}', '{"a" 1}', '{a:1}', "'a'", '01', '1.', '-', 'nul', '"a', '"\n"'],
  ...['"\\x"', '1 2', '[1}', '"\\u12"', 'NaN', '[]]'],
])('%j is no JSON', (text) => {
  expect(() => parseJson(text)).toThrow(JsonSyntaxError);
});

test('nesting is bounded', () => {
  expect(() => parseJson('['.repeat(100_000))).toThrow(JsonSyntaxError);
});

test('values become the same model as their text', () => {
  const value = { a: [1, 2.5, 'x', null], b: { c: true } };
  expect(jsonFromValue(value)).toEqual(parseJson(JSON.stringify(value)));
  expect(jsonFromValue(parseJson('{"a":1.50}'))).toEqual(parseJson('{"a":1.50}'));
});

test('decimals are exact', () => {
  const number = (text: string) => parseDecimal(text)!;
  expect(compareDecimals(number('0.1'), number('0.10'))).toBe(0);
  expect(compareDecimals(number('-1e3'), number('-999.9'))).toBe(-1);
  expect(decimalText(number('-1.50e-3'))).toBe('-0.0015');
  expect(decimalText(number('12e2'))).toBe('1200');
  expect(parseDecimal('1e999999999')).toBeUndefined();
});

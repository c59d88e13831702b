import { expect, test } from 'vitest';
import type { LarkFault } from '../../src/lark/fault.ts';
import { parseLark } from '../../src/lark/parse.ts';
import type { Expression, LarkGrammar } from '../../src/lark/syntax.ts';
import { defaultLimits } from '../../src/limits.ts';

function read(text: string): LarkGrammar {
  return parseLark(text, defaultLimits, (fault) => {
    throw fault;
  });
}

/** The body of `start`, written with explicit brackets. */
function start(text: string): string {
  return show(read(text).rules.get('start')!.body);
}

function show(expression: Expression): string {
  switch (expression.kind) {
    case 'choice':
      return `(${expression.parts.map(show).join(' | ')})`;
    case 'both':
      return `(${expression.parts.map(show).join(' & ')})`;
    case 'sequence':
      return `(${expression.parts.map(show).join(' ')})`;
    case 'not':
      return `~${show(expression.part)}`;
    case 'repeat':
      return `${show(expression.part)}{${expression.least},${expression.most}}`;
    case 'name':
      return expression.name;
    case 'string':
      return JSON.stringify(expression.text) + (expression.ignoreCase ? 'i' : '');
    case 'range':
      return `${expression.first}..${expression.last}`;
    case 'regex':
      return `/${expression.pattern}/${expression.flags}`;
    case 'grammar-reference':
      return `@${expression.name}`;
    case 'special-token':
    case 'substring':
    case 'json':
      return expression.text;
    case 'lark':
      return `%lark{${[...expression.grammar.rules.keys()]}}`;
  }
}

test.each([
  ['"a" | "b" "c"', '("a" | ("b" "c"))'],
  ['A & B | C', '((A & B) | C)'],
  ['A B & C', '((A B) & C)'],
  ['~A+', '~A{1,Infinity}'],
  ['~(A | B) C', '(~(A | B) C)'],
  ['a? b* c+', '(a{0,1} b{0,Infinity} c{1,Infinity})'],
  ['a~2 b~2..3', '(a{2,2} b{2,3})'],
  ['a{2} b{2,3} c{2,} d{,3}', '(a{2,2} b{2,3} c{2,Infinity} d{0,3})'],
  ['["a" b]', '("a" b){0,1}'],
  ['("a"\n  | "b"\n)*', '("a" | "b"){0,Infinity}'],
  ['"a"..."b"', undefined],
  ['"a".."f" "x"i', '(a..f "x"i)'],
  ['/a\\/b/is "c"', '(/a\\/b/is "c")'],
  ['/[^"]+/ /x/ // a comment', '(/[^"]+/ /x/)'],
  ['"\\x41\\u00e9\\n\\\\x41"', '"Aé\\n\\\\x41"'],
  ['<|x|> <[1-3,7]> <[^1]> <[*]>', '(<|x|> <[1-3,7]> <[^1]> <[*]>)'],
  ['@other other-rule', '(@other other-rule)'],
  ['a -> alias\n | b -> other', '(a | b)'],
  ['%json { "a": ["}", {}] } "x"', '({ "a": ["}", {}] } "x")'],
  ['%regex { "substring_chars": "ab" }', '{ "substring_chars": "ab" }'],
  ['%lark {\n start: "a" | inner\n inner: "b"\n } "c"', '(%lark{start,inner} "c")'],
  ['', '()'],
])('start: %s', (body, expected) => {
  if (expected === undefined) expect(() => start(`start: ${body}`)).toThrow();
  else expect(start(`start: ${body}`)).toBe(expected);
});

test('alternatives may stand on lines of their own, with comments between them', () => {
  expect(start('start: "a"\n  # one\n\n  | "b"\n// two\n | "c"\nother: "d"')).toBe(
    '("a" | "b" | "c")',
  );
});

test('the marks ? and ! in front of a rule are read over', () => {
  const { rules } = read('?start: "a"\n!other: "b"\n!?third: "c"');
  expect([...rules.keys()]).toEqual(['start', 'other', 'third']);
});

test('attributes are read with their values', () => {
  const text = 'start[lazy, capture, suffix="</x>", stop_capture="s", max_tokens=5]: A';
  const { attributes } = read(text).rules.get('start')!;
  expect(attributes).toMatchObject({
    lazy: true,
    capture: 'start',
    stopCapture: 's',
    maxTokens: 5,
  });
  expect(show(attributes.suffix!)).toBe('"</x>"');
});

test('terminals of common are imported alone, renamed, or as a list', () => {
  const { terminals } = read(
    '%import common.INT\n%import common.WS -> SPACE\n%import common (DIGIT, CNAME)\nstart: INT',
  );
  expect([...terminals.keys()]).toEqual(['INT', 'SPACE', 'DIGIT', 'CNAME']);
});

test('options of %llguidance add up', () => {
  const { options } = read(
    '%llguidance {}\n%llguidance {"no_forcing": true}\n%llguidance {"skip_repetition": "once"}\nstart: "a"',
  );
  expect(options).toMatchObject({ noForcing: true, skipOnce: true, allowInitialSkip: false });
});

test.each([
  ['start: "a"\n%declare FOO', '%declare is not supported', 2, 1],
  ['%override start: "a"', '%override is not supported', 1, 1],
  ['start: A\nA.2: "a"', 'priorities are not supported', 2, 1],
  ['start: list{A}\n', 'templates are not supported', 1, 8],
  ['list{x}: x', 'templates are not supported', 1, 1],
  ['start: perm::0x0', 'parametric rules are not supported', 1, 8],
  ['start: "a" %if eq(_, 1)', 'parametric rules are not supported', 1, 12],
  ['%import python.NAME', 'cannot import python.NAME', 1, 9],
  ['%import common.BLAH', 'cannot import common.BLAH', 1, 9],
  ['start: a{7,6}', 'a repetition ends at its start or above', 1, 9],
  ['start: a{-1,}', 'a repetition starts at 0 or above', 1, 9],
  ['start: "a" | "b', 'a string must end on its line', 1, 14],
  ['start: / "a"', 'a regular expression must end with /', 1, 8],
  ['start: "\\xZZ"', 'unknown escape', 1, 8],
  ['start: ("a"', 'expected ")" at the end of a group', 1, 12],
  ['start: "a"\nstart: "b"', 'duplicate rule "start"', 2, 1],
  ['start: %json { "a": [', '%json needs a complete JSON value', 1, 8],
  ['start[foo=1]: "a"', 'unknown attribute "foo"', 1, 7],
  ['start[stop="", suffix=""]: "a"', 'cannot be used together', 1, 6],
  ['start[max_tokens="x"]: "a"', 'expected a number', 1, 18],
  ['%llguidance {"no_forcing": "x"}', 'cannot honour no_forcing', 1, 13],
  ['Start: "a"', 'a name is lower case', 1, 1],
  ['start: "a" }', 'expected a definition', 1, 12],
])('%j is refused with its place', (text, message, line, column) => {
  const faults: LarkFault[] = [];
  parseLark(text, defaultLimits, (fault) => faults.push(fault));
  expect(faults[0]?.message).toContain(message);
  expect(faults[0]?.position).toEqual({ line, column });
});

test('every definition that is wrong is reported, and the others are read', () => {
  const faults: LarkFault[] = [];
  const text = 'start: a b\n%declare X\na: ("x"\n  "y"\nb: "z" )\nc.3: "w"\nd: "v"';
  const { rules } = parseLark(text, defaultLimits, (fault) => faults.push(fault));
  expect(faults.map(({ position }) => position.line)).toEqual([2, 5, 6]);
  expect([...rules.keys()]).toEqual(['start', 'd']);
});

test('nesting beyond the limit is an error, not a stack overflow', () => {
  const text = `start: ${'('.repeat(100_000)}"a"${')'.repeat(100_000)}`;
  expect(() => read(text)).toThrow('more than');
  expect(() => read(`start: ${'~'.repeat(20_000)}"a"`)).toThrow('more than');
});

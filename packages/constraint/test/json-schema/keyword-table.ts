import { formats, mustPass, type Outcome, runSuiteFile, stretch } from './suite.ts';

/** What a reader has to know beside the figures. */
const notes: Record<string, string> = {
  type: 'an integer is written without a fraction: `1.0` is not offered for it',
  enum: 'numbers are written in their shortest form',
  const: 'numbers are written in their shortest form',
  format: 'here as annotations, as the main suite has it',
  multipleOf: 'exact, by a remainder automaton; refused where it needs more than 2³¹ states',
  ref: 'other documents by the option `documents`',
  defs: 'other documents by the option `documents`',
  not: 'every keyword but uniqueItems can be negated',
  uniqueItems:
    'items out of a finite set (in any order up to 10 values, in the order of the values up to 500) or ' +
    'of disjoint sets; refused otherwise',
  unevaluatedProperties: 'up to 8 branches of an anyOf beside it',
  unevaluatedItems: 'up to 8 branches of an anyOf beside it',
  pattern: 'ECMA-262 without back-references and look-behind',
  hostname: 'without Punycode (`xn--…`)',
  email: 'with quoted local parts and address literals',
  'idn-hostname': 'refused',
  'idn-email': 'domains of letters, marks, digits and hyphens',
  'date-time': 'a leap second in UTC only',
  time: 'a leap second in UTC only',
  regex: 'common constructs, groups up to three deep',
  'ecmascript-regex': 'see regex',
  unknown: 'annotations, with a warning; refused with `formats: "assert-all"`',
};

/** The page docs/json-schema-keywords.md, measured anew. */
export function keywordPage(): string {
  return [
    '# JSON Schema: what is enforced',
    '',
    'Measured with the official JSON Schema Test Suite, draft 2020-12: every instance compact and indented, members',
    'in the order of the schema. A test is *right* when a valid instance is accepted and an invalid one is not. There is',
    'no false accept; a *false reject* is a spelling or an order that is not offered; *refused* schemas get an error that',
    'names the keyword and its place. This page is written and checked by',
    '`packages/constraint/test/json-schema/keyword-table.test.ts`.',
    '',
    ...section('Keywords', mustPass),
    ...section('Conditions, counting and negation', stretch),
    ...section(
      'Formats',
      formats.map((name) => `optional/format/${name}`),
    ),
    'All other formats are annotations: they constrain nothing, and the grammar carries a warning.',
    '',
  ].join('\n');
}

function section(title: string, files: readonly string[]): string[] {
  const rows = files.map((file) => ({
    name: file.split('/').at(-1)!,
    outcomes: runSuiteFile(file),
  }));
  const all = rows.flatMap(({ outcomes }) => outcomes);
  const lines = rows.map(
    ({ name, outcomes }) => `| ${name} | ${figures(outcomes)} | ${notes[name] ?? ''} |`,
  );
  return [
    `## ${title}`,
    '',
    '| | tests | right | false reject | refused | false accept | |',
    '|---|--:|--:|--:|--:|--:|---|',
    ...lines,
    `| **together** | ${figures(all)} | |`,
    '',
  ];
}

function figures(outcomes: readonly Outcome[]): string {
  const count = (wanted: Outcome['result']) =>
    outcomes.filter(({ result }) => result === wanted).length || '';
  return [
    outcomes.length,
    count('right'),
    count('false reject'),
    count('refused'),
    count('false accept'),
  ].join(' | ');
}

import { expect, test } from 'vitest';
import { compareDecimals, type Decimal, parseDecimal } from '../../src/json-schema/decimal.ts';
import { type NumberClaim, NumberMachine } from '../../src/json-schema/number-machine.ts';

function decimal(text: string): Decimal {
  return parseDecimal(text)!;
}

function accepts(machine: NumberMachine, text: string): boolean {
  let state = 0;
  for (const letter of text) {
    state = machine.next(state, letter.charCodeAt(0));
    if (state < 0) return false;
  }
  return machine.accepts(state);
}

/** The claim by exact arithmetic. */
function meets({ least, most, multipleOf }: NumberClaim, value: Decimal): boolean {
  if (least !== undefined) {
    const order = compareDecimals(value, least.value);
    if (order < 0 || (order === 0 && least.exclusive)) return false;
  }
  if (most !== undefined) {
    const order = compareDecimals(value, most.value);
    if (order > 0 || (order === 0 && most.exclusive)) return false;
  }
  if (multipleOf === undefined) return true;
  const scale = Math.max(value.scale, multipleOf.scale);
  const shifted = value.coefficient * 10n ** BigInt(scale - value.scale);
  return shifted % (multipleOf.coefficient * 10n ** BigInt(scale - multipleOf.scale)) === 0n;
}

const numbers = [
  '-120',
  '-3.05',
  '-1',
  '-0.5',
  '0',
  '0.001',
  '0.5',
  '1',
  '2.50',
  '7',
  '99.9',
  '1000',
];
const texts = [
  ...numbers,
  ...['-0', '-0.0', '0.0', '1.0', '1.00', '2.5', '10', '12.5', '-2', '-7', '14', '0.25', '0.0010'],
  ...['3.05', '-3.050', '-3.051', '120', '-121', '-119.99', '999', '1001', '100', '99.90', '99.91'],
];

test('bounds and multiples agree with exact arithmetic', () => {
  const bounds = [
    undefined,
    ...numbers.flatMap((text) =>
      [true, false].map((exclusive) => ({ value: decimal(text), exclusive })),
    ),
  ];
  for (const multipleOf of [undefined, '1', '0.5', '7', '0.05', '2.5', '12'].map(
    (text) => text && decimal(text),
  )) {
    for (const least of bounds) {
      for (const most of bounds) {
        const claim = { least, most, multipleOf: multipleOf === '' ? undefined : multipleOf };
        const machine = new NumberMachine(claim);
        const wrong = texts.filter(
          (text) => accepts(machine, text) !== meets(claim, decimal(text)),
        );
        if (wrong.length > 0) expect.fail(`${machine.key} is wrong about ${wrong}`);
      }
    }
  }
});

test.each(['', '-', '01', '1.', '.5', '1e5', '+1', '--1', '1.5.5', 'a'])(
  '%j is no plain number',
  (text) => {
    expect(accepts(new NumberMachine({ multipleOf: decimal('0.001') }), text)).toBe(false);
  },
);

test('any beginning of an accepted number leads to one by the witness', () => {
  const machine = new NumberMachine({ multipleOf: decimal('999983') });
  const text = [...'123'].reduce((state, letter) => machine.next(state, letter.charCodeAt(0)), 0);
  const bytes = machine.witness(text)!;
  const end = bytes.reduce((state, byte) => machine.next(state, byte), text);
  expect(machine.accepts(end)).toBe(true);
});

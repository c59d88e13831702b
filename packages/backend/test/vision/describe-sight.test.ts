import { expect, test } from 'vitest';
import { describeSight, type Thing } from '../../src/vision/describe-sight.ts';

const digits = new Set('0123456789');

function thing(name: string, colour: string, column: number, row = 8): Thing {
  return { name, colour, column, row };
}

function told(...things: Thing[]): string | undefined {
  return describeSight({ things, background: 'white' }, digits);
}

test('things are named from left to right, with the colour of the ground', () => {
  expect(told(thing('circle', 'red', 8))).toBe('a picture: a red circle on white');
  const three = [thing('star', 'blue', 14), thing('oval', 'orange', 2), thing('heart', 'pink', 9)];
  expect(told(...three)).toBe('a picture: an orange oval, a pink heart and a blue star on white');
});

test('digits of one colour in one line are a number', () => {
  expect(told(thing('2', 'black', 9), thing('4', 'black', 5, 9))).toBe(
    'a picture: the number 42 in black on white',
  );
  expect(told(thing('4', 'black', 5), thing('2', 'red', 9))).toBe(
    'a picture: the number 4 in black and the number 2 in red on white',
  );
  expect(told(thing('4', 'black', 5, 2), thing('2', 'black', 9, 12))).toBe(
    'a picture: the number 4 in black and the number 2 in black on white',
  );
});

test('a shape is no part of a number', () => {
  const mixed = [thing('1', 'red', 2), thing('circle', 'red', 6), thing('0', 'red', 10)];
  expect(told(...mixed)).toBe('a picture: the number 10 in red and a red circle on white');
});

test('where nothing is found nothing is told', () => {
  expect(told()).toBeUndefined();
});

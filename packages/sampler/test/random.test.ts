import { expect, test } from 'vitest';
import { Random } from '../src/random.ts';

const word = (1n << 64n) - 1n;

/** xoshiro256++ and its jump as their authors write them, in 64-bit integers. */
class ReferenceRandom {
  state: bigint[];

  constructor(seed: bigint) {
    let counter = seed & word;
    this.state = Array.from({ length: 4 }, () => {
      counter = (counter + 0x9e3779b97f4a7c15n) & word;
      let mixed = counter;
      mixed = ((mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n) & word;
      mixed = ((mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn) & word;
      return mixed ^ (mixed >> 31n);
    });
  }

  next(): bigint {
    const [s0, s1, s2, s3] = this.state as [bigint, bigint, bigint, bigint];
    const result = (rotated((s0 + s3) & word, 23n) + s0) & word;
    const third = s2 ^ s0;
    const fourth = s3 ^ s1;
    this.state = [s0 ^ fourth, s1 ^ third, third ^ ((s1 << 17n) & word), rotated(fourth, 45n)];
    return result;
  }

  jump(): void {
    let sum = [0n, 0n, 0n, 0n];
    for (const polynomial of [
      0x180ec6d33cfd0aban,
      0xd5a61266f0c9392cn,
      0xa9582618e03fc9aan,
      0x39abdc4529b1661cn,
    ]) {
      for (let bit = 0n; bit < 64n; bit++) {
        if ((polynomial >> bit) & 1n) sum = sum.map((value, index) => value ^ this.state[index]!);
        this.next();
      }
    }
    this.state = sum;
  }
}

function rotated(value: bigint, by: bigint): bigint {
  return ((value << by) | (value >> (64n - by))) & word;
}

test.each([0, 1, -1, 42, 2 ** 40 + 7, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER])(
  'seed %d gives the numbers of xoshiro256++, in every stream',
  (seed) => {
    for (const stream of [0, 1, 3]) {
      const random = new Random(seed, stream);
      const expected = new ReferenceRandom(BigInt(seed));
      for (let count = 0; count < stream; count++) expected.jump();
      for (let count = 0; count < 300; count++) {
        expect(random.next()).toBe(Number(expected.next() >> 11n) / 2 ** 53);
      }
    }
  },
);

test('SplitMix64 and xoshiro256++ give the numbers that other implementations print', () => {
  // The first outputs of SplitMix64 for seed 1234567 (Rosetta Code) are the generator's state.
  expect(new ReferenceRandom(1234567n).state.slice(0, 3)).toEqual([
    6457827717110365317n,
    3203168211198807973n,
    9817491932198370423n,
  ]);
  // rand_xoshiro's test vector for the state 1, 2, 3, 4.
  const random = new ReferenceRandom(0n);
  random.state = [1n, 2n, 3n, 4n];
  expect([random.next(), random.next(), random.next(), random.next()]).toEqual([
    41943041n,
    58720359n,
    3588806011781223n,
    3591011842654386n,
  ]);
});

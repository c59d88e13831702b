/**
 * xoshiro256++ 1.0 (Blackman & Vigna, https://prng.di.unimi.it/xoshiro256plusplus.c), seeded by
 * SplitMix64 as its authors advise. Stream j starts j jumps of 2^128 numbers into the sequence, so
 * streams of one seed never meet. Each 64-bit word is kept as two 32-bit halves, low half first.
 */
export class Random {
  readonly #state: Int32Array;

  constructor(seed: number, stream = 0) {
    this.#state = seedState(seed);
    for (let count = 0; count < stream; count++) jump(this.#state);
  }

  /** The next number of [0, 1): the upper 53 bits of the next word. */
  next(): number {
    const state = this.#state;
    const low = (state[0]! + state[6]!) | 0;
    const carry = low >>> 0 < state[0]! >>> 0 ? 1 : 0;
    const high = (state[1]! + state[7]! + carry) | 0;
    const rotatedLow = (low << 23) | (high >>> 9);
    const rotatedHigh = (high << 23) | (low >>> 9);
    const resultLow = (rotatedLow + state[0]!) | 0;
    const resultCarry = resultLow >>> 0 < rotatedLow >>> 0 ? 1 : 0;
    const resultHigh = (rotatedHigh + state[1]! + resultCarry) | 0;
    advance(state);
    return ((resultHigh >>> 0) * 0x200000 + (resultLow >>> 11)) / 0x20000000000000;
  }
}

function advance(state: Int32Array): void {
  const shiftedLow = state[2]! << 17;
  const shiftedHigh = (state[3]! << 17) | (state[2]! >>> 15);
  xorWord(state, 2, 0);
  xorWord(state, 3, 1);
  xorWord(state, 1, 2);
  xorWord(state, 0, 3);
  state[4] = state[4]! ^ shiftedLow;
  state[5] = state[5]! ^ shiftedHigh;
  const low = state[6]!;
  const high = state[7]!;
  // A rotation by 45 is one by 13 with the halves exchanged.
  state[6] = (high << 13) | (low >>> 19);
  state[7] = (low << 13) | (high >>> 19);
}

function xorWord(state: Int32Array, target: number, source: number): void {
  state[2 * target] = state[2 * target]! ^ state[2 * source]!;
  state[2 * target + 1] = state[2 * target + 1]! ^ state[2 * source + 1]!;
}

/** The generator's `jump()`: as if `next` had been called 2^128 times. */
function jump(state: Int32Array): void {
  const sum = new Int32Array(state.length);
  for (const word of jumpPolynomial) {
    for (let bit = 0; bit < 32; bit++) {
      if ((word >>> bit) & 1) addTo(sum, state);
      advance(state);
    }
  }
  state.set(sum);
}

function addTo(sum: Int32Array, state: Int32Array): void {
  for (let half = 0; half < state.length; half++) sum[half] = sum[half]! ^ state[half]!;
}

const jumpPolynomial = [
  0x3cfd0aba, 0x180ec6d3, 0xf0c9392c, 0xd5a61266, 0xe03fc9aa, 0xa9582618, 0x29b1661c, 0x39abdc45,
];

/** Four words of SplitMix64 (Steele, Lea & Flood), the seed taken as a 64-bit two's complement. */
function seedState(seed: number): Int32Array {
  const state = new Int32Array(8);
  let counter = BigInt(seed);
  for (let word = 0; word < 4; word++) {
    counter = BigInt.asUintN(64, counter + 0x9e3779b97f4a7c15n);
    let mixed = counter;
    mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n);
    mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn);
    mixed ^= mixed >> 31n;
    state[2 * word] = Number(BigInt.asIntN(32, mixed));
    state[2 * word + 1] = Number(BigInt.asIntN(32, mixed >> 32n));
  }
  return state;
}

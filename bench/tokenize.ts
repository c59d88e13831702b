/**
 * What the next turn of a long conversation costs to write and tokenise, against `apply_chat_template` of transformers.js on the same
 * messages, and texts of 100,000 characters against the library that transformers.js encodes with. Interleaved, in one run.
 */
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createTokenizer, type Message } from '@antiphon/backend';
import { modelFolder } from '@antiphon/embedded-model';
import { AutoTokenizer, env } from '@xenova/transformers';
import { Checks } from './checks.ts';

const rounds = process.argv.includes('--quick') ? 10 : 60;
const turns = 100;
const prose = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8').replace(/[<>]/g, '');

const read = (name: string) => JSON.parse(readFileSync(join(modelFolder, name), 'utf8'));
const tokenizer = createTokenizer(read('tokenizer.json'), read('tokenizer_config.json'));
env.allowRemoteModels = false;
env.localModelPath = `${dirname(modelFolder)}/`;
const library = await AutoTokenizer.from_pretrained(basename(modelFolder));

/** A piece of prose that differs from those of other places. */
function piece(place: number, length: number): string {
  const start = (place * 37) % (prose.length - length);
  return `${place}: ${prose.slice(start, start + length)}`;
}

function turn(number: number): Message[] {
  return [
    { role: 'user', content: piece(number, 390) },
    { role: 'assistant', content: piece(number + 10_000, 590) },
  ];
}

const characters = (messages: readonly Message[]) =>
  messages.reduce((total, message) => total + message.content.length, 0);

function time<T>(work: () => T): { ms: number; result: T } {
  const started = performance.now();
  const result = work();
  return { ms: performance.now() - started, result };
}

/** The tenth that was disturbed least. */
function best(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 10)]!;
}

const median = (times: readonly number[]) =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;

const conversation: Message[] = Array.from({ length: turns }, (_, number) => turn(number)).flat();
const question = (number: number): Message => ({ role: 'user', content: `Question ${number}?` });
const first = time(() => tokenizer.render({ messages: [...conversation, question(0)] }));

const ours: number[] = [];
const theirs: number[] = [];
let different = 0;
// The first rounds warm both up.
for (let round = -10; round < rounds; round++) {
  conversation.splice(0, 2);
  conversation.push(...turn(turns + 10 + round));
  // Each turn comes as new objects and strings, as from a request.
  const messages = structuredClone([...conversation, question(round)]);
  const own = time(() => tokenizer.render({ messages }));
  const other = time(() =>
    library.apply_chat_template(structuredClone(messages), {
      add_generation_prompt: true,
      return_tensor: false,
      return_dict: false,
    }),
  );
  if (round >= 0) {
    ours.push(own.ms);
    theirs.push(other.ms);
  }
  if (JSON.stringify(own.result.tokens) !== JSON.stringify(other.result)) different++;
}

const texts = {
  prose: prose.repeat(Math.ceil(100_000 / prose.length)).slice(0, 100_000),
  'one word': 'abcdefghijklmnopqrstuvwxyz'.repeat(3847).slice(0, 100_000),
  Chinese: '漢字仮名交文天地玄黄宇宙洪荒日月盈昃'.repeat(5556).slice(0, 100_000),
};

const checks = new Checks('tokenize');
console.log(
  `${conversation.length + 1} messages, ${characters(conversation)} characters: first turn ${first.ms.toFixed(1)} ms, \
next turn median ${median(ours).toFixed(2)} ms, transformers.js median ${median(theirs).toFixed(1)} ms`,
);
checks.add('next turn', { value: best(ours), unit: 'ms' }, '<=', 5);
checks.add('times apply_chat_template', { value: best(theirs) / best(ours), unit: 'x' }, '>=', 10);
for (const [name, text] of Object.entries(texts)) {
  const runs = Array.from({ length: 5 }, (_, round) => {
    // Another first character each time, or the answer would be remembered.
    const fresh = `${round}${text}`;
    const own = time(() => tokenizer.encode(fresh));
    const other = time(() => library.encode(fresh, { add_special_tokens: false }));
    if (JSON.stringify(own.result) !== JSON.stringify(other.result)) different++;
    return { own: own.ms, other: other.ms };
  });
  const own = Math.min(...runs.map((run) => run.own));
  const other = Math.min(...runs.map((run) => run.other));
  console.log(`${name}: ${own.toFixed(1)} ms, library ${other.toFixed(1)} ms`);
  checks.add(`100,000 characters, ${name}`, { value: other / own, unit: 'x' }, '>=', 1);
}
checks.add('different tokens', { value: different, unit: 'texts' }, '=', 0);
checks.close();

/**
 * What a constraint costs the embedded model, and what it gains: tokens per second of free text against constrained text
 * of the same length, and characters per second of JSON under a schema against JSON that the model writes unasked.
 */
import { type Constraint, generate, type LanguageModel, loadModel } from '@antiphon/backend';
import { modelFolder } from '@antiphon/embedded-model';
import { createLocalModel } from '@antiphon/engine';
import { Checks } from './checks.ts';

const rounds = process.argv.includes('--quick') ? 12 : 60;
const maxTokens = 120;

/** Lets everything through, so that only masks and matching are paid for. */
const anyText: Constraint = { type: 'regex', value: '[\\s\\S]*' };
const keys = ['name', 'city', 'job', 'color', 'food', 'pet', 'hobby'];
const person: Constraint = {
  type: 'json_schema',
  value: {
    type: 'object',
    properties: Object.fromEntries(keys.map((key) => [key, { type: 'string', maxLength: 20 }])),
    required: keys,
    additionalProperties: false,
  },
};
const story = 'Tell me a story about a dog.';
const extraction = `Extract ${keys.join(', ')} as JSON: Ada lives in Paris. Ada works as a pilot. Ada's favorite color is red. \
Ada likes to eat bread. Ada has a cat. Ada enjoys chess.`;

interface Run {
  readonly seconds: number;
  readonly tokens: number;
  readonly characters: number;
}

/** One greedy answer. `isEndless` keeps the model from ending its turn, so that two answers are of one length. */
async function answer(
  model: LanguageModel,
  variant: { prompt: string; constraint?: Constraint; isEndless?: boolean },
): Promise<Run> {
  const conversation = { messages: [{ role: 'user' as const, content: variant.prompt }] };
  const logitBias = variant.isEndless ? { 2: -100 } : {};
  const sampling = model.settleSampling({ temperature: 0, minP: 0, logitBias });
  const { constraint } = variant;
  const tenant = 'bench';
  const request = { conversation, sampling, maxTokens, tenant, ...(constraint && { constraint }) };
  const started = performance.now();
  let characters = 0;
  let tokens = 0;
  for await (const delta of generate(model, request, AbortSignal.timeout(60_000))) {
    if (delta.kind === 'text') characters += delta.text.length;
    if (delta.kind === 'usage') tokens = delta.outputTokens;
  }
  return { seconds: (performance.now() - started) / 1000, tokens, characters };
}

const variants = {
  free: { prompt: story, isEndless: true },
  masked: { prompt: story, isEndless: true, constraint: anyText },
  freeJson: { prompt: extraction },
  schemaJson: { prompt: extraction, constraint: person },
} as const;
type Variant = keyof typeof variants;
const names = Object.keys(variants) as Variant[];

const model = createLocalModel(await loadModel(modelFolder));
const runs: Record<Variant, Run[]> = { free: [], masked: [], freeJson: [], schemaJson: [] };
for (let round = -3; round < rounds; round++) {
  // Forwards and backwards in turn, so that no variant always comes after the same other.
  for (const name of round % 2 === 0 ? names : names.toReversed()) {
    const run = await answer(model, variants[name]);
    if (round >= 0) runs[name].push(run);
  }
}
await model.close();

/** The rate of the least disturbed tenth. */
function rate(name: Variant, unit: 'tokens' | 'characters'): number {
  const rates = runs[name].map((run) => run[unit] / run.seconds).toSorted((a, b) => b - a);
  return rates[Math.floor(rates.length / 10)]!;
}

for (const name of names) {
  const { tokens, characters } = runs[name][0]!;
  const figures = `${rate(name, 'tokens').toFixed(0)} tokens/s, ${rate(name, 'characters').toFixed(0)} characters/s`;
  console.log(`${name}: ${figures}, ${tokens} tokens, ${characters} characters`);
}
const cost = 100 * (1 - rate('masked', 'tokens') / rate('free', 'tokens'));
const gain = rate('schemaJson', 'characters') / rate('freeJson', 'characters');
const checks = new Checks('constrained');
checks.add('tokens per second lost to a constraint', { value: cost, unit: '%' }, '<=', 3);
const name = 'JSON under a schema against JSON as free text, characters per second';
checks.add(name, { value: gain, unit: 'times' }, '>', 1);
checks.close();

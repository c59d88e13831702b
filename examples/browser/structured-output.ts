// Structured output in a browser: grammar and sampler need nothing but the tokens' bytes and each step's logits.
import { compileGrammar, createVocabulary } from '@antiphon/constraint';
import { createSampler } from '@antiphon/sampler';

/** Stands in for a model: 256 tokens of one byte each, one that ends the turn, and no opinion on any. */
const tokens = Array.from({ length: 257 }, (_, id) => (id < 256 ? Uint8Array.of(id) : undefined));
const vocabulary = createVocabulary({ tokens, endOfTurnIds: [256] });
const schema = {
  type: 'object',
  properties: {
    mood: { enum: ['good', 'bad'] },
    score: { type: 'integer', minimum: 1, maximum: 9 },
  },
  required: ['mood', 'score'],
  additionalProperties: false,
};
const jsonSchema = { whitespace: { kind: 'compact' } } as const;
const grammar = compileGrammar({ type: 'json_schema', value: schema }, vocabulary, { jsonSchema });

const matcher = grammar.matcher();
const sampler = createSampler({ seed: 7 }, { vocabularySize: tokens.length });
const mask = new Uint32Array(vocabulary.words);
const bytes: number[] = [];
while (!matcher.isFinished) {
  const logits = new Float32Array(tokens.length);
  const token = matcher.fillMask(mask) ? sampler.sample(logits, mask) : sampler.sample(logits);
  matcher.consume(token);
  if (token < 256) bytes.push(token);
}
document.querySelector('#answer')!.textContent = new TextDecoder().decode(Uint8Array.from(bytes));

import { describe } from 'vitest';
import { testLogitsModel } from '../logits-model-contract.ts';
import { embeddedInfo, openEmbedded } from './embedded.ts';
import { openTiny, tinyShape } from './tiny-model.ts';

const maxSequences = 5;
/** So many ids as the embedded model's tokenizer has. */
const shape = { ...tinyShape, vocabularySize: embeddedInfo.vocabularySize };

describe('the embedded model', () => {
  testLogitsModel({ open: () => openEmbedded({ maxSequences }), maxSequences });
});

describe('a graph that updates its caches in place', () => {
  testLogitsModel({ open: () => openTiny({ shape }, { maxSequences }), maxSequences });
});

describe('a graph that concatenates its caches', () => {
  const graph = { shape, attention: 'concatenating' } as const;
  testLogitsModel({ open: () => openTiny(graph, { maxSequences }), maxSequences });
});

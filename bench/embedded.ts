/**
 * The embedded model on one core: tokens per second of its own runtime and of transformers.js with the same file, interleaved, and what its
 * npm package takes. What it can do is scored by `packages/embedded-model/training/evaluate.py`.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTokenizer } from '@antiphon/backend';
import { modelFolder } from '@antiphon/embedded-model';
import { Checks } from './checks.ts';
import { openOurPeer } from './our-peer.ts';
import { quantile } from './quantile.ts';
import { openTransformersPeer } from './transformers-peer.ts';

const rounds = process.argv.includes('--quick') ? 3 : 10;
const STEPS = 100;
const read = (name: string) => JSON.parse(readFileSync(join(modelFolder, name), 'utf8'));
const tokenizer = createTokenizer(read('tokenizer.json'), read('tokenizer_config.json'));
const sentence = 'My name is Ada, I live in Porto and I work as a pilot. ';
const tokens = tokenizer.encode(sentence.repeat(400));

const checks = new Checks('embedded');
const peers = [
  await openOurPeer(modelFolder, 'q8', 1),
  await openTransformersPeer(modelFolder, 'q8', 1),
];
const longest = read('config.json').max_position_embeddings - STEPS - 2;
for (const context of [128, 1024, longest]) {
  const times: number[][] = peers.map(() => []);
  for (const peer of peers) await peer.prefill(tokens.slice(0, context));
  for (let round = 0; round < rounds; round++) {
    for (const [index, peer] of peers.entries()) times[index]!.push(...(await peer.decode(STEPS)));
  }
  const [ours, theirs] = times.map((all) => quantile(all, 0.5));
  console.log(
    `context ${context}: ${(1000 / ours!).toFixed(0)} tokens/s, transformers.js ${(1000 / theirs!).toFixed(0)}`,
  );
  if (context === 128) {
    checks.add('tokens per second', { value: 1000 / ours!, unit: 'tokens/s' }, '>=', 3000);
  }
  checks.add(`over transformers.js at ${context}`, { value: theirs! / ours!, unit: 'x' }, '>', 1);
}
for (const peer of peers) await peer.close();

const packed = execFileSync('npm', ['pack', '--dry-run', '--json'], { cwd: modelFolder });
const [{ unpackedSize }] = JSON.parse(packed.toString());
checks.add('npm package, unpacked', { value: unpackedSize / 1e6, unit: 'MB' }, '<=', 12);
checks.close();

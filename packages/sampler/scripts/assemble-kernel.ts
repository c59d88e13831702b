/*
 * Makes src/kernel/bytes.ts from src/kernel/kernel.wat:
 *
 *   node packages/sampler/scripts/assemble-kernel.ts
 */
import { writeFileSync } from 'node:fs';
import { assembleKernel } from './kernel-assembly.ts';

const bytes = await assembleKernel();
const lines =
  Buffer.from(bytes)
    .toString('base64')
    .match(/.{1,92}/g) ?? [];
const source = `// Made from kernel.wat by scripts/assemble-kernel.ts; a test sees to it that they agree.
export const kernelBytes = [
${lines.map((line) => `  '${line}',`).join('\n')}
].join('');
`;
writeFileSync(new URL('../src/kernel/bytes.ts', import.meta.url), source);

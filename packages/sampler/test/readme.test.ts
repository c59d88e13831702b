import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const example = new URL('../examples/draw.ts', import.meta.url);

test('the README shows the example and prints what it says', () => {
  const file = fileURLToPath(example);
  const output = execFileSync(process.execPath, ['--conditions=@antiphon/source', file]);
  expect(readme).toContain(`\`\`\`ts\n${readFileSync(example, 'utf8')}\`\`\``);
  expect(readme).toContain(`\`\`\`\n${output}\`\`\``);
});

import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const packages = [...globSync('packages/*', { cwd: root }), 'apps/server'];

test.each(packages)('the example in the README of %s prints what it says', (folder) => {
  const readme = join(root, folder, 'README.md');
  expect(existsSync(readme)).toBe(true);
  // An example without an output, which may stand before it, is not run.
  const [, code, output] = /```ts\n((?:(?!```).)*)```\s+```text\n(.*?)```/s.exec(
    readFileSync(readme, 'utf8'),
  )!;
  // Inside the package its own name and its dependencies resolve as they do for a user.
  const file = join(dirname(readme), 'readme-example.ts');
  writeFileSync(file, code!);
  try {
    const printed = execFileSync(process.execPath, ['--conditions=@antiphon/source', file], {
      encoding: 'utf8',
    });
    expect(printed).toBe(output);
  } finally {
    rmSync(file);
  }
});

test('the example in the README of the project is the file that it names', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  expect(readme).toContain(readFileSync(join(root, 'examples/stream.ts'), 'utf8'));
});

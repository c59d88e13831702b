import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const source = join(import.meta.dirname, '../src');

test('nothing is imported but typebox and what stands beside it', () => {
  const files = globSync('**/*.ts', { cwd: source });
  expect(files.length).toBeGreaterThan(60);
  const imported = files.flatMap((file) =>
    [...readFileSync(join(source, file), 'utf8').matchAll(/from '([^']+)'/g)].map(
      ([, name]) => name!,
    ),
  );
  expect([...new Set(imported)].filter((name) => !/^(\.|typebox)/.test(name))).toEqual([]);
});

test('requests are parsed and events read where code must not be made from strings', () => {
  const script = `
    import { parseCreateResponse, parseEvent } from '${join(source, 'index.ts')}';
    import { exampleEvents } from '${join(source, 'openapi/examples.ts')}';
    exampleEvents.forEach((event) => parseEvent(event));
    parseCreateResponse({ input: 'Hi', tools: [{ type: 'function', name: 'f' }] });
    try { new Function('return 1')(); } catch (fault) { console.log(fault.name); }
    try { parseCreateResponse({ input: [{ role: 'user' }] }); } catch (fault) { console.log(fault.param); }
  `;
  const flags = ['--disallow-code-generation-from-strings', '--conditions=@antiphon/source'];
  const options = ['--input-type=module', '--eval', script];
  const printed = execFileSync(process.execPath, [...flags, ...options], { encoding: 'utf8' });
  expect(printed).toBe('EvalError\ninput[0].content\n');
});

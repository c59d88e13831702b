import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const dataFolder = mkdtempSync(join(tmpdir(), 'antiphon-cli-'));
afterAll(() => rmSync(dataFolder, { recursive: true }));

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program as a terminal does. */
function antiphon(args: readonly string[], input = ''): Promise<Outcome> {
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  const environment = { ...process.env, ANTIPHON_DATA_DIR: dataFolder };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--conditions=@antiphon/source', main, ...args],
      { env: environment },
      (fault, stdout, stderr) => resolve({ code: fault ? Number(fault.code) : 0, stdout, stderr }),
    );
    child.stdin!.end(input);
  });
}

test('run prints the answer and nothing else', async () => {
  const { code, stdout, stderr } = await antiphon(['run', 'What is the capital of France?']);
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^[^\n]*Paris[^\n]*\n$/);
  expect(code).toBe(0);
});

test('run reads the prompt from standard input, and obeys the instructions', async () => {
  const args = ['run', '--instructions', 'Your name is Zoe.', '--temperature', '0'];
  expect((await antiphon(args, 'What is your name?\n')).stdout).toContain('Zoe');
});

test('an answer that is cut short says so and fails', async () => {
  const outcome = await antiphon(['run', 'Count from 1 to 9.', '--max-output-tokens', '3']);
  expect(outcome).toMatchObject({
    code: 1,
    stderr: 'antiphon: the answer is incomplete: max_output_tokens\n',
  });
});

test.each([
  [['run', 'x', '--temperature', '9'], 'temperature must be between 0 and 2, got 9'],
  [['run', 'x', '--top-k', 'many'], 'It must be a number'],
  [['run', 'x', '--model', '/nowhere'], '/nowhere'],
  [['serve', '--port', '99999'], 'PORT must be an integer between 0 and 65535, got 99999'],
])('%j is refused in one line', async (args, message) => {
  const { code, stdout, stderr } = await antiphon(args);
  expect(stderr).toContain(message);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stdout).toBe('');
  expect(code).toBe(1);
});

test('renew-key puts a new key before those that there are', async () => {
  const keys = async () => {
    expect(await antiphon(['renew-key'])).toMatchObject({ code: 0, stdout: '' });
    return readFileSync(join(dataFolder, 'server.key'), 'utf8').trim().split('\n');
  };
  const before = await keys();
  const after = await keys();
  expect(after.slice(1)).toEqual(before);
}, 60_000);

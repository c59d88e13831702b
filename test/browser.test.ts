import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { createServer, defaultClientConditions } from 'vite';
import { expect, test } from 'vitest';

const browserPath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const hasBrowser = existsSync(browserPath);
if (!hasBrowser)
  console.warn(`skipped: there is no Chromium at ${browserPath} (set CHROMIUM_PATH)`);

test.skipIf(!hasBrowser)('grammar and sampler run in a browser', { timeout: 60_000 }, async () => {
  const server = await createServer({
    root: fileURLToPath(new URL('../examples/browser', import.meta.url)),
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@antiphon/source', ...defaultClientConditions] },
    server: { host: '127.0.0.1', port: 0, hmr: false },
    optimizeDeps: { noDiscovery: true },
  });
  await server.listen();
  const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    const faults: string[] = [];
    page.on('pageerror', (fault) => faults.push(fault.message));
    await page.goto(server.resolvedUrls!.local[0]!);
    const answer = page.locator('#answer:not(:empty)');
    await answer.waitFor({ state: 'attached', timeout: 30_000 }).catch(() => {});
    expect(faults).toEqual([]);
    const value = JSON.parse((await page.locator('#answer').textContent())!);
    expect(['good', 'bad']).toContain(value.mood);
    expect(value.score).toBeGreaterThanOrEqual(1);
    expect(value.score).toBeLessThanOrEqual(9);
  } finally {
    await browser.close();
    await server.close();
  }
});

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { keywordPage } from './keyword-table.ts';
import { suiteIsThere } from './suite.ts';

const file = new URL('../../../../docs/json-schema-keywords.md', import.meta.url);

/** The words and figures alone: a formatter may lay the page out anew. */
function contentOf(page: string): string[] {
  return page
    .replaceAll(/[_*]/g, '')
    .split(/[\s|:-]+/)
    .filter((word) => word !== '');
}

test.skipIf(!suiteIsThere)('docs/json-schema-keywords.md says what the suite says', () => {
  const page = keywordPage();
  // UPDATE_DOCS=1 writes the page anew.
  if (process.env['UPDATE_DOCS'] !== undefined || !existsSync(file)) writeFileSync(file, page);
  expect(contentOf(readFileSync(file, 'utf8'))).toEqual(contentOf(page));
});

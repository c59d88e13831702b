import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { keywordPage } from './keyword-table.ts';
import { suiteIsThere } from './suite.ts';

const page = new URL('../../../../docs/json-schema-keywords.md', import.meta.url);

test.skipIf(!suiteIsThere)('docs/json-schema-keywords.md says what the suite says', async () => {
  await expect(keywordPage()).toMatchFileSnapshot(fileURLToPath(page));
});

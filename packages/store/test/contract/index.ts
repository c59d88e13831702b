import { testConversations } from './conversations.ts';
import { testEvents } from './events.ts';
import { testIdempotency } from './idempotency.ts';
import { testItems } from './items.ts';
import { testJobs } from './jobs.ts';
import { testResponses } from './responses.ts';
import { testRetention } from './retention.ts';
import { type OpenStore, storeTest } from './store-test.ts';

/** What every store must do, whatever its database. `newDatabase` gives one that is empty. */
export function testResponseStore(newDatabase: () => Promise<OpenStore>): void {
  const test = storeTest(newDatabase);
  testResponses(test);
  testEvents(test);
  testItems(test);
  testConversations(test);
  testJobs(test);
  testIdempotency(test);
  testRetention(test);
}

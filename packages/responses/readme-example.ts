import { createModelDirectory, createScriptedModel } from '@antiphon/backend';
import { createLocalModel } from '@antiphon/engine';
import { parseCreateResponse } from '@antiphon/protocol';
import { createResponseService } from '@antiphon/responses';
import { openSqliteStore } from '@antiphon/store';

const models = createModelDirectory([createLocalModel(createScriptedModel(() => 'Hi'))]);
const service = createResponseService({ store: openSqliteStore(':memory:'), models });
const request = parseCreateResponse({ input: 'Hello' });
const running = await service.create(request, { tenant: 'acme' }, AbortSignal.timeout(1000));
for await (const event of running.events) console.log(event.sequence_number, event.type);
console.log((await running.done).status);

/* Makes responses in the given file until it is killed, and tells each thing that the store has said it has done. */
import { writeSync } from 'node:fs';
import { openSqliteStore } from '../../src/index.ts';
import { assistant, completed, deltas, keyOf, snapshot, startTurn } from '../contract/samples.ts';

const [file, name] = process.argv.slice(2);
const store = openSqliteStore(file!);
for (let turn = 0; ; turn++) {
  const id = `${name}_${turn}`;
  const parent = turn === 0 ? null : `${name}_${turn - 1}`;
  const created = await startTurn(store, id, { parent });
  tell('created', id);
  await store.append(keyOf(id), deltas(0, 9));
  tell('appended', id);
  const response = completed(created, [assistant(id)]);
  await store.finish(keyOf(id), { response, events: [snapshot(response, 10)] });
  tell('finished', id);
}

/** At once: what is still in a buffer dies with the process. */
function tell(what: string, id: string): void {
  writeSync(1, `${what} ${id}\n`);
}

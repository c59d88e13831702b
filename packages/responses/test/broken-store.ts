import type { ResponseStore } from '@antiphon/store';

/** A store as it is, but for some of its methods. */
export function withMethods(store: ResponseStore, other: Partial<ResponseStore>): ResponseStore {
  const own: ResponseStore = {
    create: (response) => store.create(response),
    append: (key, events, attempt) => store.append(key, events, attempt),
    finish: (key, ending) => store.finish(key, ending),
    get: (key) => store.get(key),
    chain: (key) => store.chain(key),
    items: (tenant, ids) => store.items(tenant, ids),
    inputItems: (key, page) => store.inputItems(key, page),
    events: (key, after, signal) => store.events(key, after, signal),
    delete: (key) => store.delete(key),
    repeated: (tenant, key) => store.repeated(tenant, key),
    secrets: (name) => store.secrets(name),
    renewSecret: (name) => store.renewSecret(name),
    collect: (retention) => store.collect(retention),
    conversations: store.conversations,
    jobs: store.jobs,
    close: () => store.close(),
  };
  return { ...own, ...other };
}

import type { LanguageModel } from './language-model.ts';

/** The models that can be asked, by id. Some may have to be loaded first. */
export interface ModelDirectory {
  /** The first is the one for requests that name none. */
  readonly ids: readonly [string, ...string[]];
  /** Resolves once the model is ready. Rejects when it cannot be loaded; throws a `RangeError` for an id that is not there. */
  acquire(id: string, signal: AbortSignal): Promise<ModelLease>;
  /** The model if it is loaded now; it may be unloaded at any time. */
  loaded(id: string): LanguageModel | undefined;
}

/** A model that stays loaded until it is released. */
export interface ModelLease {
  readonly model: LanguageModel;
  release(): void;
}

/** A directory of models that are loaded already; whoever opened them closes them. */
export function createModelDirectory(
  models: readonly [LanguageModel, ...LanguageModel[]],
): ModelDirectory {
  const [first, ...others] = models;
  const loaded = (id: string) => models.find((candidate) => candidate.id === id);
  return {
    ids: [first.id, ...others.map(({ id }) => id)],
    async acquire(id) {
      const model = loaded(id);
      if (!model) throw new RangeError(`there is no model ${id}`);
      return { model, release() {} };
    },
    loaded,
  };
}

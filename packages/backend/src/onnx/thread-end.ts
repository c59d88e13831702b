import koffi from 'koffi';
import type { Address } from './native-api.ts';

/** Something native, with the native function that frees it. */
export interface Belonging {
  readonly address: Address;
  readonly release: Address;
}

/**
 * Has it freed when this thread ends, also where no JavaScript can run any more: Node's own list of what to call then takes native
 * functions. It waits for runs under way before.
 */
export function freeAtThreadEnd({ address, release }: Belonging): void {
  nodeFunction('napi_add_env_cleanup_hook')(koffi.node.env, release, address);
}

/** To be called before it is freed otherwise. */
export function keepAtThreadEnd({ address, release }: Belonging): void {
  nodeFunction('napi_remove_env_cleanup_hook')(koffi.node.env, release, address);
}

type CleanupHook = (environment: typeof koffi.node.env, hook: Address, value: Address) => number;

function nodeFunction(name: string): CleanupHook {
  return koffi.load(null).func(name, 'int', ['void *', 'void *', 'void *']) as CleanupHook;
}

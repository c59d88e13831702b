/** The fast path cannot run this graph, though another runtime may. The message names the input or the state that it cannot serve. */
export class UnsupportedGraphError extends Error {
  override readonly name = 'UnsupportedGraphError';
}

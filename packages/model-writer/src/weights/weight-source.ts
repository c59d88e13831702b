/** The weights of a model, by the names that the hub's safetensors files give them. */
export interface WeightSource {
  /** A matrix comes row by row, one row for each output. Throws a `RangeError` for a name that is not there. */
  read(name: string): Float32Array;
}

/**
 * Hoare's partition, descending: afterwards everything in `first..split` is at least as large as
 * everything in `split+1..last`, for the `split` returned, `first <= split < last`.
 */
export function partition(values: Float64Array, first: number, last: number): number {
  const pivot = values[(first + last) >>> 1]!;
  let left = first - 1;
  let right = last + 1;
  for (;;) {
    do left++;
    while (values[left]! > pivot);
    do right--;
    while (values[right]! < pivot);
    if (left >= right) return right;
    const swapped = values[left]!;
    values[left] = values[right]!;
    values[right] = swapped;
  }
}

/** Which items of a list are wanted. */
export interface PageRequest {
  /** 0 to 100. */
  readonly limit: number;
  /** `desc`: the newest first. */
  readonly order: 'asc' | 'desc';
  /** The id of the item before the first that is wanted. */
  readonly after?: string;
}

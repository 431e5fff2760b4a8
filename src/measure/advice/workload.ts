// What is advised on: queries with how often they run, as somebody listed or counted them.

export interface WorkloadQuery {
  readonly name: string;
  readonly text: string;
  readonly parameters: readonly unknown[];
  /** Calls in the time the weights speak of, such as a request or a day; 1 where nothing is known. */
  readonly weight: number;
}

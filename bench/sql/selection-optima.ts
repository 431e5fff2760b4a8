// The published optimum for each cost table and budget: CoPhy's values in the notebook beside the tables
// (github.com/hyrise/index_selection_evaluation, commit 6603646, MIT), as a share of the cost without indexes.

export interface PublishedTable {
  readonly workload: string;
  readonly file: string;
  /** Budget in megabytes to the share of the cost that remains. */
  readonly optima: readonly (readonly [number, number])[];
}

export const PUBLISHED: readonly PublishedTable[] = [
  {
    workload: 'TPC-H SF10, 19 queries',
    file: 'cophy_ampl_data_tpch_3_1.txt.gz',
    optima: [
      [250, 0.989],
      [500, 0.973],
      [1000, 0.955],
      [2000, 0.813],
      [3500, 0.76],
      [5000, 0.721],
      [8000, 0.691],
    ],
  },
  {
    workload: 'JOB, 113 queries',
    file: 'cophy_ampl_data_job_1_2.txt.gz',
    optima: [
      [250, 0.865],
      [500, 0.796],
      [1000, 0.634],
      [2000, 0.532],
      [3500, 0.318],
      [5000, 0.299],
      [8000, 0.285],
    ],
  },
  {
    workload: 'TPC-DS SF10, 90 queries',
    file: 'cophy_ampl_data_tpcds_2_1.txt.gz',
    optima: [
      [500, 0.882],
      [2000, 0.806],
    ],
  },
];

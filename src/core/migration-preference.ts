// Matters of taste in migrations: judged only where the configuration asks for them.
export const MIGRATION_PREFERENCES = [
  'prefer-bigint',
  'prefer-text',
  'prefer-timestamptz',
  'prefer-identity',
  'prefer-robust',
  'prefer-schema-name',
  'missing-statement-timeout',
  'several-alters',
  'enum-type',
  'enum-value-order',
] as const;

export type MigrationPreference = (typeof MIGRATION_PREFERENCES)[number];

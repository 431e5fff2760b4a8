// Settings that make plans and buffers repeat to the digit; what is thrown away need not survive a power cut.

/** `name=value` for the server's command line. */
export function serverSettings(major: number): readonly string[] {
  return [
    'listen_addresses=127.0.0.1',
    'max_connections=100',
    'shared_preload_libraries=pg_stat_statements',
    'pg_stat_statements.save=off',
    // Nothing happens at its own time: statistics and visibility change only when perfcrew says so.
    'autovacuum=off',
    'checkpoint_timeout=1d',
    'max_wal_size=8GB',
    // One process answers a query, compiled the same way, with the same memory, on every machine.
    'max_parallel_workers_per_gather=0',
    'max_parallel_maintenance_workers=0',
    'jit=off',
    'shared_buffers=128MB',
    'work_mem=4MB',
    'maintenance_work_mem=64MB',
    'effective_cache_size=4GB',
    'random_page_cost=4',
    ...(major >= 18 ? ['io_method=sync'] : []),
    // The folder is deleted at the end, whatever happens.
    'fsync=off',
    // On although nothing need last: VACUUM takes rows for visible to all only once their commit was written.
    'synchronous_commit=on',
    'full_page_writes=off',
    'max_wal_senders=0',
    'dynamic_shared_memory_type=mmap',
    'huge_pages=off',
    'timezone=UTC',
    'log_timezone=UTC',
    'lc_messages=C',
  ];
}

/** Who may connect: perfcrew through a socket in a folder closed to others, the app through loopback with the password. */
export const ACCESS_RULES = ['local all all trust', 'host all all 127.0.0.1/32 scram-sha-256', ''].join('\n');

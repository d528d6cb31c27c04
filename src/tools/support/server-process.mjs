/*
 * How Node is started for the server, which mostly waits on a machine with little memory. With 1,000 watched folders:
 * 15 MB less for a small young generation, 10 MB for lite code, 6 MB without the optimising compiler, 4 MB without
 * the middle one, 15 MB for a single glibc allocator pool and 9 MB for handing large blocks back at once (musl has no
 * pools and does so anyway). In return, listing 100 timelapses takes a third of a millisecond longer. Buffers are
 * outside V8's heap, and it lets 64 MB of them wait: who has used large ones has them collected. Engine, scans and
 * previews are separate processes without these flags.
 */

export const SERVER_FLAGS = [
  '--max-semi-space-size=1',
  '--optimize-for-size',
  '--no-turbofan',
  '--no-maglev',
  '--expose-gc',
];

export const SERVER_ENVIRONMENT = { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '65536' };

/*
 * How Node is started for the server, a program that mostly waits on a machine with little memory. Measured with 1,000
 * folders watched: some 15 MB less for a small young heap, 10 MB for code kept small, 6 MB without the optimizing
 * compiler and 4 MB more without the middle one (their own code in memory, mostly), 15 MB for one pool of glibc's
 * allocator instead of one a thread (musl has no such pools). The price of the compilers: a list of 100 timelapses takes
 * a third of a millisecond longer. Engine, scans and previews are processes of their own, without these flags.
 */

export const SERVER_FLAGS = [
  '--max-semi-space-size=1',
  '--optimize-for-size',
  '--no-turbofan',
  '--no-maglev',
];

export const SERVER_ENVIRONMENT = { MALLOC_ARENA_MAX: '1' };

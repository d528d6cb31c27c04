/* npm run bench [-- capture|engine|page|server|shares|steady …]: measures the numbers to hold, as Markdown. Without a name, all. */

const NAMES = ['capture', 'engine', 'page', 'server', 'shares', 'steady'];

const [name, ...rest] = process.argv.slice(2);
// Each bench reads its own arguments.
process.argv = [process.argv[0] ?? 'node', process.argv[1] ?? 'bench', ...rest];

if (name !== undefined && !NAMES.includes(name)) {
  console.error(`Unknown bench "${name}". Known benches: ${NAMES.join(', ')}.`);
  process.exit(2);
}
if (name === undefined || name === 'server') await import('./bench-server.ts');
if (name === undefined || name === 'page') await import('./bench-page.ts');
if (name === undefined || name === 'engine') await import('./bench-engine.ts');
if (name === undefined || name === 'steady') await import('./bench-steady.ts');
if (name === undefined || name === 'capture') await import('./bench-capture.ts');
if (name === undefined || name === 'shares') await import('./bench-shares.ts');

/*
 * npm run bench [-- engine|server …]: the numbers to hold, measured, as Markdown. Without a name, both.
 */

const [name, ...rest] = process.argv.slice(2);
// Each bench reads its own arguments.
process.argv = [process.argv[0] ?? 'node', process.argv[1] ?? 'bench', ...rest];

if (name !== undefined && name !== 'engine' && name !== 'server') {
  console.error(`There is no bench "${name}". Known are: engine, server.`);
  process.exit(2);
}
if (name === undefined || name === 'server') await import('./bench-server.ts');
if (name === undefined || name === 'engine') await import('./bench-engine.ts');

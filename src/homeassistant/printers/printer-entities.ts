import type { Printer } from './find-printers.ts';

/** Those that show which print is under way. */
export function followedEntities({ statusEntity, fileEntities, startEntity, readings }: Printer): string[] {
  return [statusEntity, ...fileEntities, startEntity, readings.machine].filter(
    (id) => typeof id === 'string',
  );
}

export function watchedEntities(printer: Printer): string[] {
  const { readings, lights } = printer;
  return [...new Set([...followedEntities(printer), ...Object.values(readings), ...lights.slice(0, 1)])];
}

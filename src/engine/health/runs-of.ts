/** Numbers `[from, to)` that follow each other. */
export interface Run {
  from: number;
  to: number;
}

export function runsOf(count: number, isPart: (i: number) => boolean): Run[] {
  const runs: Run[] = [];
  for (let i = 0; i < count; i += 1) {
    if (!isPart(i)) continue;
    const last = runs.at(-1);
    if (last?.to === i) last.to = i + 1;
    else runs.push({ from: i, to: i + 1 });
  }
  return runs;
}

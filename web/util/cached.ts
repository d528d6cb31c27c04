/**
 * Makes each thing once and hands out the same one for the same arguments. For formatters of numbers and dates: to
 * build one takes longer than to use it a hundred times.
 */
export function cached<Args extends readonly (string | number)[], Made>(
  make: (...args: Args) => Made,
): (...args: Args) => Made {
  const made = new Map<string, Made>();
  return (...args) => {
    const key = args.join(' ');
    const known = made.get(key) ?? make(...args);
    made.set(key, known);
    return known;
  };
}

import type { PrinterOptions } from '../contract.ts';

export type NumberOption =
  'interval_seconds' | 'max_pictures' | 'layer_step' | 'delay_ms' | 'light_seconds' | 'linger_seconds';

interface NumberField {
  /** As it is shown. */
  min: number;
  max: number;
  isWhole: boolean;
  /** The server's unit in one that is shown. */
  perUnit: number;
}

/** As the server has them, in units for people. */
export const NUMBER_FIELDS: Record<NumberOption, NumberField> = {
  interval_seconds: { min: 1, max: 3600, isWhole: false, perUnit: 1 },
  max_pictures: { min: 50, max: 20_000, isWhole: true, perUnit: 1 },
  layer_step: { min: 1, max: 100, isWhole: true, perUnit: 1 },
  delay_ms: { min: 0, max: 60, isWhole: false, perUnit: 1000 },
  light_seconds: { min: 0, max: 60, isWhole: false, perUnit: 1 },
  linger_seconds: { min: 0, max: 3600, isWhole: true, perUnit: 1 },
};

export function isNumberOption(name: string): name is NumberOption {
  return Object.hasOwn(NUMBER_FIELDS, name);
}

export function toShown(name: NumberOption, value: number): number {
  return value / NUMBER_FIELDS[name].perUnit;
}

/** @returns the option's value; null = not one that it can have */
export function fromTyped(name: NumberOption, text: string): number | null {
  const { min, max, isWhole, perUnit } = NUMBER_FIELDS[name];
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!(value >= min && value <= max) || (isWhole && !Number.isInteger(value))) return null;
  return perUnit === 1 ? value : Math.round(value * perUnit);
}

/** Empty = none. */
export function isLight(text: string): boolean {
  return text === '' || /^(?:light|switch)\.[a-z0-9_]+$/.test(text);
}

/** Options that have a meaning with the others as they are. */
export function numbersOfPace(mode: PrinterOptions['mode']): NumberOption[] {
  return mode === 'layer' ? ['layer_step', 'delay_ms', 'max_pictures'] : ['interval_seconds', 'max_pictures'];
}

import type { WireCapture } from '../contract.ts';
import { formatNumber } from '../format/format-number.ts';
import type { Dictionary } from '../i18n/en.ts';
import { captureTexts } from './capture-texts.ts';

/** How far a print is: its layer and its share, as far as they are known. */
export function layerText(
  { layer, layers, progress_percent: percent }: Pick<WireCapture, 'layer' | 'layers' | 'progress_percent'>,
  texts: Dictionary,
  tag: string,
): string[] {
  const own = captureTexts(texts);
  const number = (value: number) => formatNumber(value, tag);
  return [
    ...(layer === null ? [] : [own.layer(number(layer), layers === null ? null : number(layers))]),
    ...(percent === null ? [] : [texts.percent(number(percent))]),
  ];
}

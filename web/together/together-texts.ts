import type { Dictionary } from '../i18n/en.ts';
import type { Pace } from './in-step.ts';
import type { Layout } from './player-address.ts';

const EN = {
  compare: 'Compare with …',
  group: 'Two videos',
  layout: {
    side: 'Side by side',
    divider: 'Divider',
    inset: 'In a corner',
  } satisfies Record<Layout, string>,
  one: 'Only one',
  pace: 'In step by',
  pace_by: {
    time: 'Time',
    layer: 'Layer',
    share: 'Length',
  } satisfies Record<Pace, string>,
  pace_is: (what: string) => `In step by ${what}`,
  swap: 'Swap',
  divider: 'Divider',
  percent: (value: string) => `${value}%`,
};

const DE: typeof EN = {
  compare: 'Vergleichen mit …',
  group: 'Zwei Videos',
  layout: { side: 'Nebeneinander', divider: 'Trennlinie', inset: 'In der Ecke' },
  one: 'Nur eines',
  pace: 'Im Gleichlauf nach',
  pace_by: { time: 'Zeit', layer: 'Schicht', share: 'Länge' },
  pace_is: (what) => `Im Gleichlauf nach ${what}`,
  swap: 'Tauschen',
  divider: 'Trennlinie',
  percent: (value) => `${value} %`,
};

export function togetherTexts({ code }: Dictionary): typeof EN {
  return code === 'de' ? DE : EN;
}

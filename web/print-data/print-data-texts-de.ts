import type { PrintDataTexts } from './print-data-texts-en.ts';

export const printDataTextsDe: PrintDataTexts = {
  title: 'Während des Drucks',
  layer: 'Schicht',
  of: (layers) => `von ${layers}`,
  jump: 'Zu Schicht springen',
  previousLayer: 'Vorige Schicht',
  nextLayer: 'Nächste Schicht',
  elapsed: 'Vergangen',
  progress: 'Fortschritt',
  nozzle: 'Düse',
  bed: 'Druckbett',
  chamber: 'Druckraum',
  celsius: (degrees) => `${degrees} °C`,
  curve: 'Zeitpunkt des Drucks, mit seinen Temperaturen',
  moment: 'Zeitpunkt des Drucks',
  unknown: 'unbekannt',
};

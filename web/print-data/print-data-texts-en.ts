/** English texts of the print data, loaded only where there is some. */
export const printDataTextsEn = {
  title: 'During the print',
  layer: 'Layer',
  of: (layers: string) => `of ${layers}`,
  jump: 'Jump to layer',
  previousLayer: 'Previous layer',
  nextLayer: 'Next layer',
  elapsed: 'Elapsed',
  progress: 'Progress',
  nozzle: 'Nozzle',
  bed: 'Bed',
  chamber: 'Chamber',
  celsius: (degrees: string) => `${degrees} °C`,
  curve: 'Moment of the print, with its temperatures',
  moment: 'Moment of the print',
  unknown: 'unknown',
};
export type PrintDataTexts = typeof printDataTextsEn;

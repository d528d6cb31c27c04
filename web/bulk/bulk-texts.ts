import type { Dictionary } from '../i18n/en.ts';

const videos = (count: number, text: string) => (count === 1 ? '1 timelapse' : `${text} timelapses`);
const zeitraffer = (_count: number, text: string) => `${text} Zeitraffer`;

const EN = {
  more: 'More actions',
  action: {
    pin: 'Pin',
    unpin: 'Unpin',
    link: 'Link to a print job',
    preset: 'Apply a preset',
    render_again: 'Render again',
    archive: 'Archive',
  },
  done: {
    pin: (count: number, text: string) => `${videos(count, text)} pinned`,
    unpin: (count: number, text: string) => `${videos(count, text)} unpinned`,
    link: (count: number, text: string) => `${videos(count, text)} linked`,
    preset: (count: number, text: string) =>
      `Preset applied to ${videos(count, text)}. Render again to see it.`,
    render_again: (count: number, text: string) => `${videos(count, text)} in the queue`,
    archive: (count: number, text: string) =>
      count === 1 ? '1 video is moving to the archive' : `${text} videos are moving to the archive`,
  },
  nothing: 'Nothing to change.',
  failedTitle: (count: number, text: string) =>
    count === 1 ? 'Not done for 1 timelapse' : `Not done for ${text} timelapses`,
  failedText: 'Everything else was done.',
  failedAll: 'Nothing was changed.',
  renderTitle: (count: number, text: string) =>
    count === 1 ? 'Render 1 timelapse?' : `Render ${text} timelapses?`,
  renderText: 'They are rendered one after another. Each video stays until the new one is in its place.',
  render: 'Render',
  linkTitle: (count: number, text: string) => `Link ${videos(count, text)}`,
  presetTitle: (count: number, text: string) => `Preset for ${videos(count, text)}`,
  presetText:
    'Length, look and encoding of the preset replace those of each recipe; the choice of frames stays.',
  apply: 'Apply',
  applyPreset: (name: string) => `Apply ${name}`,
};

const DE: typeof EN = {
  more: 'Weitere Aktionen',
  action: {
    pin: 'Anheften',
    unpin: 'Nicht mehr anheften',
    link: 'Mit Druckauftrag verknüpfen',
    preset: 'Vorlage anwenden',
    render_again: 'Neu rendern',
    archive: 'Archivieren',
  },
  done: {
    pin: (count, text) => `${zeitraffer(count, text)} angeheftet`,
    unpin: (count, text) => `${zeitraffer(count, text)} nicht mehr angeheftet`,
    link: (count, text) => `${zeitraffer(count, text)} verknüpft`,
    preset: (count, text) =>
      `Vorlage auf ${zeitraffer(count, text)} angewendet. Rendere neu, um sie zu sehen.`,
    render_again: (count, text) => `${zeitraffer(count, text)} in der Warteschlange`,
    archive: (count, text) =>
      count === 1 ? '1 Video wird ins Archiv verschoben' : `${text} Videos werden ins Archiv verschoben`,
  },
  nothing: 'Nichts zu ändern.',
  failedTitle: (_count, text) => `Nicht erledigt für ${text} Zeitraffer`,
  failedText: 'Alles andere ist erledigt.',
  failedAll: 'Es wurde nichts geändert.',
  renderTitle: (_count, text) => `${text} Zeitraffer rendern?`,
  renderText: 'Sie werden nacheinander gerendert. Jedes Video bleibt, bis das neue an seiner Stelle ist.',
  render: 'Rendern',
  linkTitle: (count, text) => `${zeitraffer(count, text)} verknüpfen`,
  presetTitle: (count, text) => `Vorlage für ${zeitraffer(count, text)}`,
  presetText:
    'Länge, Aussehen und Kodierung der Vorlage ersetzen die jedes Rezepts; die Auswahl der Bilder bleibt.',
  apply: 'Anwenden',
  applyPreset: (name) => `${name} anwenden`,
};

/** Loaded in select mode. */
export function bulkTexts(texts: Dictionary): typeof EN {
  return texts.code === 'de' ? DE : EN;
}

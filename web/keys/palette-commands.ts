import {
  mdiCalendarSearch,
  mdiCheckboxMultipleMarkedOutline,
  mdiFilterVariant,
  mdiImageMultipleOutline,
  mdiMagnify,
  mdiPauseCircleOutline,
  mdiPlayCircleOutline,
  mdiSortVariant,
  mdiTrashCanOutline,
  mdiViewComfyOutline,
  mdiViewGridOutline,
} from '@mdi/js';
import { archive, viewer } from '../api/viewer.ts';
import { MENU_ICONS } from '../components/menu-icons.ts';
import { SORT_KEYS, STATUSES } from '../contract.ts';
import { language } from '../i18n/language.ts';
import { wholeDictionary } from '../i18n/whole-dictionary.ts';
import { reportError } from '../page/report-error.ts';
import { DENSITIES, density, isPhone, setDensity } from '../state/density.ts';
import { GALLERY, type GalleryFilter, NO_FILTER } from '../state/route.ts';
import { cardActions } from '../timelapse/card-actions.ts';
import { titleOf } from '../timelapse/title-of.ts';
import { trashTexts } from '../trash/trash-texts.ts';
import type { KeyHost, KeyPlace } from './key-host.ts';
import { keyTexts } from './key-texts.ts';

/** A line of the palette. */
export interface Command {
  label: string;
  icon: string;
  /** Keys that do the same. */
  keys?: string;
  run: () => void;
}

const PLACES: readonly KeyPlace[] = [
  'printers',
  'capture',
  'jobs',
  'cleanup',
  'ignored',
  'statistics',
  'settings',
  'address',
  'shortcuts',
];

/** Only useful for those who can make changes. */
const CHANGING: ReadonlySet<KeyPlace> = new Set(['capture', 'cleanup', 'ignored']);

/** Everything that can be done now. @param current id of the card with the focus */
export function paletteCommands(host: KeyHost, current: string | null, openDate: () => void): Command[] {
  const { isGallery } = host;
  return [
    ...(current === null ? [] : cardCommands(host, current)),
    ...(isGallery ? galleryCommands(host, openDate) : []),
    ...viewCommands(host),
    ...storageCommands(host),
    ...(isGallery ? [...filterCommands(host), ...sortCommands(host), ...densityCommands()] : []),
    ...queueCommands(host),
  ];
}

function cardCommands(host: KeyHost, id: string): Command[] {
  const texts = wholeDictionary(language.state.texts);
  const record = host.page.timelapses.records.state.byId.get(id);
  if (record === undefined) return [];
  const { primary, menu } = cardActions(record, viewer.state.may_change, archive.state.folder !== null);
  return (primary === null ? menu : [primary, ...menu]).map((action) => {
    const name = action === 'pin' && record.pinned ? texts.unpin : texts.action[action];
    return {
      label: texts.action_for(name, titleOf(record)),
      icon: MENU_ICONS[action],
      run: () => host.act(action, id),
    };
  });
}

function galleryCommands(host: KeyHost, openDate: () => void): Command[] {
  const texts = wholeDictionary(language.state.texts);
  const select: Command = {
    label: texts.select,
    icon: mdiCheckboxMultipleMarkedOutline,
    keys: 'S',
    run: () => host.beginSelect(),
  };
  return [
    { label: texts.search, icon: mdiMagnify, keys: '/', run: () => host.search() },
    { label: keyTexts(texts).go_to_date, icon: mdiCalendarSearch, keys: 'G D', run: openDate },
    ...(viewer.state.may_change ? [select] : []),
  ];
}

function viewCommands(host: KeyHost): Command[] {
  const texts = wholeDictionary(language.state.texts);
  const { view } = host.page.router.route.state;
  const gallery: Command = {
    label: keyTexts(texts).gallery,
    icon: mdiViewGridOutline,
    run: () => void host.page.router.openView(GALLERY),
  };
  const places = PLACES.filter(
    (place) => place !== view.name && (viewer.state.may_change || !CHANGING.has(place)),
  );
  return [
    ...(view.name === 'gallery' ? [] : [gallery]),
    ...places.map((place): Command => {
      const line = { label: texts.view[place], icon: MENU_ICONS[place], run: () => host.open(place) };
      return place === 'shortcuts' ? { ...line, keys: '?' } : line;
    }),
  ];
}

function filterCommands({ page: { router } }: KeyHost): Command[] {
  const texts = wholeDictionary(language.state.texts);
  const { filter_all, filter_pinned, filter_linked, status: names } = texts;
  const { sort } = router.route.state.filter;
  const line = (name: string, filter: Partial<GalleryFilter>): Command => ({
    label: keyTexts(texts).show(name),
    icon: mdiFilterVariant,
    run: () => router.setFilter({ ...NO_FILTER, sort, ...filter }),
  });
  return [
    line(filter_all, {}),
    ...STATUSES.map((status) => line(names[status], { status })),
    line(filter_pinned, { pinned: true }),
    line(filter_linked, { linked: true }),
  ];
}

function sortCommands({ page: { router } }: KeyHost): Command[] {
  const texts = wholeDictionary(language.state.texts);
  return SORT_KEYS.flatMap((key) =>
    ([`-${key}`, key] as const).map((sort) => ({
      label: keyTexts(texts).sort(sort === key ? texts.sort[key] : texts.sort_reverse[key]),
      icon: mdiSortVariant,
      run: () => router.setFilter({ sort }),
    })),
  );
}

function densityCommands(): Command[] {
  const texts = wholeDictionary(language.state.texts);
  return DENSITIES.filter((each) => each !== density.state && (each !== 'large' || !isPhone())).map(
    (each) => ({
      label: keyTexts(texts).show(texts.density[each]),
      icon: mdiViewComfyOutline,
      run: () => setDensity(each),
    }),
  );
}

function storageCommands(host: KeyHost): Command[] {
  if (!viewer.state.may_change) return [];
  const texts = wholeDictionary(language.state.texts);
  return [
    { label: trashTexts(texts).title, icon: mdiTrashCanOutline, run: () => host.openTrash() },
    { label: texts.frames_title, icon: mdiImageMultipleOutline, run: () => host.openFrames() },
  ];
}

function queueCommands({ page: { system } }: KeyHost): Command[] {
  const texts = wholeDictionary(language.state.texts);
  const { queue } = system.state.state;
  if (queue === null || !viewer.state.may_change) return [];
  const { paused } = queue;
  return [
    {
      label: paused ? texts.resume : texts.pause,
      icon: paused ? mdiPlayCircleOutline : mdiPauseCircleOutline,
      run: () => void (paused ? system.resumeQueue() : system.pauseQueue()).catch(reportError),
    },
  ];
}

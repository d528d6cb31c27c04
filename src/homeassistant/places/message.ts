import { isCompanion } from './find-targets.ts';

/** Begins the action of every button, so that ours are known; buttons of the blueprints begin with `TIMELAPSE_`. */
export const BUTTON_PREFIX = 'PRINTERNIZER_';

/** What a message is about. */
export interface MessageSubject {
  id: string;
  title: string;
  kind: 'made' | 'failed';
  /** Seconds; null = unknown. */
  duration: number | null;
  /** A sentence; only of a failed one. */
  reason: string | null;
  /** Paths on Home Assistant; null = there is none. */
  posterUrl: string | null;
  /** Small enough for a phone. */
  videoUrl: string | null;
  panelUrl: string | null;
}

/** A call of one of Home Assistant's actions. */
export interface ServiceCall {
  domain: string;
  service: string;
  data: Record<string, unknown>;
}

interface Words {
  made: string;
  failed: string;
  length: (seconds: number) => string;
  watch: string;
  open: string;
  keep: string;
  delete: string;
  retry: string;
}

const WORDS: Record<'en' | 'de', Words> = {
  en: {
    ...{ made: 'Timelapse ready', failed: 'Timelapse failed' },
    ...{ watch: 'Watch', open: 'Open', keep: 'Keep', delete: 'Delete', retry: 'Try again' },
    length: (seconds) => `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`,
  },
  de: {
    ...{ made: 'Zeitraffer fertig', failed: 'Zeitraffer fehlgeschlagen' },
    ...{ watch: 'Ansehen', open: 'Öffnen', keep: 'Behalten', delete: 'Löschen', retry: 'Erneut versuchen' },
    length: (seconds) => `${seconds} ${seconds === 1 ? 'Sekunde' : 'Sekunden'}`,
  },
};

/** What Home Assistant is asked for to send a message. */
export interface MessageRequest {
  /** An action, or an entity. */
  target: string;
  isEntity: boolean;
  subject: MessageSubject;
  /** Instead of the usual text. */
  text?: string | undefined;
  /** Of Home Assistant. */
  language: string;
}

export function messageCall({ target, isEntity, subject, text, language }: MessageRequest): ServiceCall {
  const words = WORDS[language.toLowerCase().startsWith('de') ? 'de' : 'en'];
  const content = { title: words[subject.kind], message: text ?? usualText(subject, words) };
  if (isEntity) return { domain: 'notify', service: 'send_message', data: { entity_id: target, ...content } };
  const service = target.slice(target.indexOf('.') + 1);
  if (service === 'persistent_notification')
    return { domain: 'notify', service, data: persistent(content, subject, words) };
  if (!isCompanion(target)) return { domain: 'notify', service, data: content };
  return { domain: 'notify', service, data: { ...content, data: companionData(subject, words) } };
}

/** What a button of a message asks for; null = it is not one of ours. */
export function readButton(action: unknown): { asks: 'keep' | 'delete' | 'retry'; id: string } | null {
  const found = /^PRINTERNIZER_(KEEP|DELETE|RETRY)_(.{1,100})$/.exec(
    typeof action === 'string' ? action : '',
  );
  if (!found) return null;
  return { asks: found[1]!.toLowerCase() as 'keep' | 'delete' | 'retry', id: found[2]! };
}

function usualText({ title, duration, reason }: MessageSubject, words: Words): string {
  if (reason !== null) return `${title}: ${reason}`;
  return duration === null ? title : `${title} (${words.length(Math.max(1, Math.round(duration)))})`;
}

/** A name may hold what Markdown takes for markup. */
function persistent(
  content: { title: string; message: string },
  { id, panelUrl }: MessageSubject,
  words: Words,
) {
  const plain = content.message.replaceAll(/[\\`*_{}[\]()#+!|<>~-]/g, (sign) => `\\${sign}`);
  return {
    title: content.title,
    message: panelUrl === null ? plain : `${plain}\n\n[${words.open}](${panelUrl})`,
    data: { notification_id: tagOf(id) },
  };
}

/** Source: companion.home-assistant.io, "Notifications", attachments and actionable notifications. */
function companionData(subject: MessageSubject, words: Words): Record<string, unknown> {
  const { id, kind, panelUrl, posterUrl, videoUrl } = subject;
  const page = panelUrl ?? '/';
  const button = (asks: string, title: string, more: object = {}) => ({
    action: `${BUTTON_PREFIX}${asks}_${id}`,
    title,
    ...more,
  });
  const open = { action: 'URI', title: kind === 'made' ? words.watch : words.open, uri: page };
  return {
    // Android opens clickAction, iOS opens url.
    ...{ tag: tagOf(id), group: 'timelapses', clickAction: page, url: page },
    ...(posterUrl === null ? {} : { image: posterUrl }),
    ...(videoUrl === null ? {} : { video: videoUrl }),
    actions:
      kind === 'made'
        ? [open, button('KEEP', words.keep), button('DELETE', words.delete, { destructive: true })]
        : [button('RETRY', words.retry), open],
  };
}

/** A later message about the same timelapse replaces the earlier one. */
function tagOf(id: string): string {
  return `timelapse-${id}`;
}

import { showToast } from '../components/toasts.ts';
import { language } from '../i18n/language.ts';
import { addressAround, pageLink } from './page-link.ts';

const EN = {
  copied: 'Address copied',
  failed: (address: string) => `Could not copy: ${address}`,
};

const DE: typeof EN = {
  copied: 'Adresse kopiert',
  failed: (address) => `Kopieren nicht möglich: ${address}`,
};

/** Of what the page shows: video, view and filter. */
export async function copyAddress(): Promise<void> {
  const address = pageLink(location.hash || '#/', location.href, addressAround());
  const texts = language.state.texts.code === 'de' ? DE : EN;
  if (await copy(address)) showToast(texts.copied);
  else showToast(texts.failed(address), 'error');
}

/** Home Assistant is often opened by plain http, where only the old way works. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByEvent(text);
  }
}

function copyByEvent(text: string): boolean {
  let isCopied = false;
  const put = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
    isCopied = event.clipboardData !== null;
  };
  document.addEventListener('copy', put, true);
  try {
    return document.execCommand('copy') && isCopied;
  } finally {
    document.removeEventListener('copy', put, true);
  }
}

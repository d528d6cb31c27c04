/** Lets the page be installed as an app, and open where the app cannot be reached. Only stand-alone. */
export function installShell(): void {
  const manifest = document.createElement('link');
  manifest.rel = 'manifest';
  // A proxy that asks who it is refuses it otherwise.
  manifest.crossOrigin = 'use-credentials';
  manifest.href = './manifest.webmanifest';
  document.head.append(manifest);
  // Browsers have it on https and this machine only.
  if ('serviceWorker' in navigator && import.meta.env.PROD) void startWorker().catch(() => {});
}

async function startWorker(): Promise<void> {
  await navigator.serviceWorker.register('./shell-worker.js');
  const { active } = await navigator.serviceWorker.ready;
  const assets = new URL('./assets/', location.href).href;
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
  active?.postMessage(loaded.filter((url) => url.startsWith(assets)));
}

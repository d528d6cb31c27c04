/** Lets the page be installed as an app, and open where the app cannot be reached. Only stand-alone. */
export function installShell(): void {
  const manifest = document.createElement('link');
  manifest.rel = 'manifest';
  manifest.href = './manifest.webmanifest';
  document.head.append(manifest);
  // Browsers have it on https and this machine only.
  if ('serviceWorker' in navigator && import.meta.env.PROD)
    void navigator.serviceWorker.register('./shell-worker.js').catch(() => {});
}

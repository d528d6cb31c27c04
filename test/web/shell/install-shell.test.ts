import { expect, it } from 'vitest';
import { installShell } from '../../../web/shell/install-shell.ts';

it('asks for the manifest as the one who is signed in', () => {
  installShell();
  const manifest = document.querySelector<HTMLLinkElement>('link[rel=manifest]');
  expect(manifest?.getAttribute('crossorigin')).toBe('use-credentials');
});

import type { Page } from 'playwright-core';
import type { LiveMessage } from '../../shared/events.ts';

export const LIVE = /\/ws$/;

/** Changes the first message of the live connection. */
export function tell(page: Page, change: (data: LiveMessage<'snapshot'>['data']) => void): Promise<void> {
  return page.routeWebSocket(LIVE, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((text) => {
      const message = JSON.parse(String(text)) as LiveMessage;
      if (message.event === 'snapshot') change((message as LiveMessage<'snapshot'>).data);
      socket.send(JSON.stringify(message));
    });
  });
}

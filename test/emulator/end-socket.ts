import type { Socket } from 'node:net';

/** Resolves when an open connection has told its end: on Windows its server may tell its own before. */
export function endSocket(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('close', () => resolve());
    socket.destroy();
  });
}

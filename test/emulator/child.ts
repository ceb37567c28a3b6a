import { startEmulator } from './emulator';
import type { EmulatorOptions } from './options';
import type { Order } from './spawn';

/** The emulator's process: started by `spawnEmulator`, ends with its parent. */
async function main(options: EmulatorOptions): Promise<void> {
  const emulator = await startEmulator(options);
  const { url, projectId, token } = emulator;
  process.on('message', (order: Order) => {
    if (order.do === 'script') emulator.script(...order.steps);
    if (order.do === 'respondWith') emulator.respondWith(order.step);
    const { callCount, billed, loginCount, maxInFlight, openSockets, connections } = emulator;
    process.send?.({ callCount, billed, loginCount, maxInFlight, openSockets, connections });
  });
  process.once('disconnect', () => process.exit(0));
  process.send?.({ url, projectId, token });
}

process.once('message', (options: EmulatorOptions) => void main(options));

/** How messages that leave the bench's source find back to who waits for them; one module for all of a process. */
interface Ticket {
  resolve: () => void;
  reject: (error: Error) => void;
}

const open = new Map<number, Ticket>();
let last = 0;

/** Sends one message through `emit`, and resolves when it is answered with a plate. */
export function dispatchMessage(emit: (ticket: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const ticket = ++last;
    open.set(ticket, { resolve, reject });
    emit(ticket);
  });
}

/** Ends a message; `trouble` says why it is no plate. */
export function settleMessage(ticket: number, trouble: string | undefined): void {
  const waiting = open.get(ticket);
  open.delete(ticket);
  if (trouble === undefined) waiting?.resolve();
  else waiting?.reject(new Error(trouble));
}

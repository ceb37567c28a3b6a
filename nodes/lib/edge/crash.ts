const SIGNALS: readonly unknown[] = ['SIGILL', 'SIGSEGV', 'SIGBUS', 'SIGABRT', 'SIGFPE', 'SIGTRAP'];

/** How Node ends where it cannot go on: Windows has no SIGABRT, and a shell makes this of it. */
const ABORTED = 134;

/** What SIGTRAP is on Windows: how V8 ends when one of its own checks fails, as when an add-on misuses it. */
const BREAKPOINT = 0x80000003;

/** On Windows nothing ends by a signal: such as 0xC0000005 for an access violation, the error codes of NTSTATUS. */
const FIRST_NT_ERROR = 0xc0000000;

/** Whether a process ended as one does that native code crashed. */
export function isCrash(code: number | null, signal: NodeJS.Signals | null): boolean {
  if (SIGNALS.includes(signal) || code === ABORTED || code === BREAKPOINT) return true;
  return (code ?? 0) >= FIRST_NT_ERROR;
}

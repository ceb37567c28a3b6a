import { gateWith, message, plate, short } from './support';

export const LISTED = '京A12345';
export const LIST = [LISTED, '沪B88888'];

/** A gate that wants 2 of 3 frames to agree, and the answers it gave so far, `…` where it still waits. */
export function burstGate(options: Parameters<typeof gateWith>[0] = {}) {
  const { clock, gate, listed } = gateWith({ frames: 3, agree: 2, ...options }, LIST);
  const answers: string[] = [];
  const sends = (number: string, fields: object = {}, id: unknown = 'burst') => {
    const at = answers.push('…') - 1;
    const payload = plate(number, fields);
    const input = message(number, clock.now(), { payload, plates: [payload], parts: { id, index: at } });
    void gate.judge(input).then((answer) => {
      answers[at] = short(answer);
    });
  };
  const settled = async () => {
    await new Promise(setImmediate);
    return answers;
  };
  const passes = async (seconds: number) => {
    await settled();
    clock.pass(seconds);
  };
  return { clock, gate, listed, sends, passes, settled };
}

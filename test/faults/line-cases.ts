import { answers, faults } from '../emulator';
import { error, type FaultCase, plate } from './case';

/** What happens to connections. */
export const lineCases: readonly FaultCase[] = [
  { name: 'one connection is reset at once', script: [faults.reset('connect')], ends: plate(2), calls: 1 },
  {
    name: 'every connection is reset at once',
    always: faults.reset('connect'),
    ends: error('NETWORK', 3),
    calls: 0,
  },
  { name: 'a reset before anything is read', script: [faults.reset('arrival')], ends: plate(2), calls: 2 },
  { name: 'a reset once all is read', script: [faults.reset('before-headers')], ends: plate(2), calls: 2 },
  { name: 'a reset each time', always: faults.reset('before-headers'), ends: error('NETWORK', 3), calls: 3 },
  {
    name: 'a reset after the headers',
    script: [faults.reset('after-headers')],
    ends: error('NETWORK'),
    calls: 1,
  },
  { name: 'a reset within the answer', script: [faults.reset('mid-body')], ends: error('NETWORK'), calls: 1 },
  { name: 'a close before anything is read', script: [faults.hangup('arrival')], ends: plate(2), calls: 2 },
  { name: 'a close once all is read', script: [faults.hangup('before-headers')], ends: plate(2), calls: 2 },
  {
    name: 'a close after the headers',
    script: [faults.hangup('after-headers')],
    ends: error('NETWORK'),
    calls: 1,
  },
  {
    name: 'a close within the answer',
    script: [faults.hangup('mid-body')],
    ends: error('NETWORK'),
    calls: 1,
  },
  { name: 'nobody reads the picture', script: [faults.hold('arrival')], ends: error('TIMEOUT'), calls: 1 },
  { name: 'no answer comes', script: [faults.hold('before-headers')], ends: error('TIMEOUT'), calls: 1 },
  {
    name: 'nothing after the headers',
    script: [faults.hold('after-headers')],
    ends: error('TIMEOUT'),
    calls: 1,
  },
  {
    name: 'half an answer, then silence',
    script: [faults.hold('mid-body')],
    ends: error('TIMEOUT'),
    calls: 1,
  },
  {
    name: 'silence, then a good answer to the next',
    script: [faults.hold()],
    afterwards: 1,
    ends: [error('TIMEOUT'), plate()],
    calls: 2,
  },
  {
    name: 'a reset, then silence',
    script: [faults.reset('arrival'), faults.hold()],
    ends: error('TIMEOUT', 2),
    calls: 2,
  },
  {
    name: 'a refusal, then silence',
    script: [answers.refusal('APIG.0613'), faults.hold()],
    ends: error('APIG.0613', 2),
    calls: 2,
  },
  {
    name: 'a connection that only looks alive, and resets',
    script: [faults.halfOpen('reset')],
    afterwards: 1,
    ends: [plate(), plate(2)],
    calls: 3,
  },
  {
    name: 'a connection that only looks alive, and closes',
    script: [faults.halfOpen('hangup')],
    afterwards: 1,
    ends: [plate(), plate(2)],
    calls: 3,
  },
  {
    name: 'a connection that only looks alive, and stays silent',
    script: [faults.halfOpen('silence')],
    afterwards: 2,
    ends: [plate(), error('TIMEOUT'), plate()],
    calls: 3,
  },
  {
    name: 'the server stops in the middle of a burst and comes back',
    burst: 8,
    script: Array.from({ length: 8 }, () => faults.hold()),
    service: { concurrency: 8 },
    async meanwhile(emulator) {
      await emulator.held(8);
      await emulator.stop();
      await emulator.restart();
    },
    ends: plate(2),
    calls: 16,
  },
  {
    name: 'a dead service: five messages find out, the others are told at once',
    always: faults.reset('before-headers'),
    afterwards: 7,
    ends: [
      ...Array.from({ length: 5 }, () => error('NETWORK', 3)),
      ...Array.from({ length: 3 }, () => error('CIRCUIT_OPEN', 0)),
    ],
    calls: 15,
  },
  {
    name: 'a camera that is faster than a service that hangs',
    always: faults.hold(),
    burst: 6,
    service: { concurrency: 1 },
    plate: { waiting: 1, overflow: 'oldest' },
    ends: [error('TIMEOUT'), ...Array.from({ length: 4 }, () => error('SUPERSEDED', 0)), error('TIMEOUT')],
    calls: 2,
  },
];

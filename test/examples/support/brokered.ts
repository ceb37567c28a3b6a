import { mosquitto } from './broker';

/** `describe`, where there is a broker; otherwise one line that says what is missing. */
export function describeWithBroker(title: string, tests: (this: Mocha.Suite) => void): void {
  if (mosquitto) describe(title, tests);
  else process.stdout.write(`Not tested, as there is no mosquitto (MOSQUITTO may name one): ${title}\n`);
}

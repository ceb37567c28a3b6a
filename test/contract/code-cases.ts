import { answers, GATEWAY_CODES, SERVICE_CODES } from '../emulator/index';
import { jpegHeader } from '../emulator/pictures';
import { type ContractCase, imageOf, wire } from './case';

const picture = jpegHeader(640, 480, 1000);
const NO_PLATE = new Set(['AIS.0104', 'AIS.0105']);

function answeredWith(code: string, status: number): ContractCase {
  return {
    name: `${code} under ${status}`,
    request: wire(imageOf(picture)),
    input: { image: picture },
    script: answers.refusal(code, { status }),
    answer: { status, code },
    expect: NO_PLATE.has(code) ? { outcome: 'no-plate', code } : { outcome: 'error', status, code },
  };
}

/** Every code of the reference; those of the gateway with both prefixes. */
export const codeCases: readonly ContractCase[] = [
  ...SERVICE_CODES.map(({ code, status }) => answeredWith(code, status)),
  ...['APIG', 'APIGW'].flatMap((prefix) =>
    GATEWAY_CODES.map(({ code, status }) => answeredWith(prefix + code, status)),
  ),
];

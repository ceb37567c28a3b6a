import { jpegHeader } from '../emulator/pictures';
import { type ContractCase, imageOf, wire } from './case';
import document from './data/document.json';

const { requests, answers, token } = document;
const picture = jpegHeader(2961, 2400, 20_000);
const success = { status: 200, body: answers.success.body };
const plates = { outcome: 'plates', plates: answers.success.body.result } as const;

/** The reference's own examples. Its `image` is cut off by dots, so a whole picture takes its place. */
export const documentCases: readonly ContractCase[] = [
  {
    name: 'the example with an image',
    emulator: { tokens: [token] },
    request: { ...requests.image, body: JSON.stringify(imageOf(picture)) },
    input: { image: picture },
    answer: success,
    expect: plates,
  },
  {
    name: 'the example with a url',
    emulator: { tokens: [token] },
    request: { ...requests.url, body: JSON.stringify(requests.url.body) },
    input: requests.url.body,
    answer: success,
    expect: plates,
  },
  {
    name: 'the example of a failure',
    request: wire(imageOf(picture)),
    input: { image: picture },
    script: answers.failure,
    answer: { ...answers.failure, code: 'AIS.0103' },
    expect: { outcome: 'error', status: 400, code: 'AIS.0103' },
  },
  {
    name: "the example's image as printed, cut off by dots",
    emulator: { tokens: [token] },
    request: { ...requests.image, body: JSON.stringify(requests.image.body) },
    answer: { status: 400, code: 'AIS.0102' },
    expect: { outcome: 'error', status: 400, code: 'AIS.0102' },
  },
];

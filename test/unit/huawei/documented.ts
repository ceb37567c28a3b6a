import assert from 'node:assert/strict';
import { type Answer, platesFrom } from '#nodes/lib/huawei/answer';

/** The plate of the service's own page: https://support.huaweicloud.com/api-ocr/ocr_03_0040.html */
export const DOCUMENTED = {
  plate_number: '京A12345',
  plate_color: 'blue',
  plate_location: [
    [370, 881],
    [2591, 881],
    [2591, 2281],
    [370, 2281],
  ],
  confidence: 0.9225,
};

export function answer(body: unknown, statusCode = 200): Answer {
  return { statusCode, requestId: 'r1', text: typeof body === 'string' ? body : JSON.stringify(body) };
}

/** The one plate of an answer whose plate has other fields. */
export function one(fields: Record<string, unknown>) {
  const plates = platesFrom(answer({ result: [{ ...DOCUMENTED, ...fields }] }));
  assert.equal(plates.length, 1);
  return plates[0];
}

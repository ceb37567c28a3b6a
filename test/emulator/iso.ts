/** ISO 8601 in UTC with six fractional digits, as IAM writes times. */
export function isoMicros(time: number): string {
  return new Date(time).toISOString().replace('Z', '000Z');
}

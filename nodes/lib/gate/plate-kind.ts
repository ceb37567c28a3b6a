/** What a number says about its plate by itself. */
export interface PlateFacts {
  /** The character of the province, such as `京`; `null` where the plate names none. */
  province: string | null;
  kind: PlateKind;
  /** Whether the number keeps the rules for plates of its kind. */
  plausible: boolean;
}

export type PlateKind = (typeof KINDS)[number]['kind'] | 'other';

const P = '[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]';
/** The issuing office: a letter, but never I. */
const L = '[A-HJ-Z]';
/** A place of the serial: I and O are not issued. */
const S = '[0-9A-HJ-NP-Z]';
/** The energy letter of an electric (A to E) or other new-energy vehicle (F to K). */
const E = '[A-HJK]';

/**
 * The kinds of GA 36-2018, in the order in which they are tried: by `sign` a kind is recognized even in a spoilt number,
 * by `format` the number is plausible. The formats follow implementations that cite the tables of the standard
 * (lizhineng/vehicle-license-china among them), not its text, which is one more reason to take them for facts only.
 */
const KINDS = [
  row('police', '警$', `^${P}${L}${S}{4,5}警$`),
  row('coach', '学$', `^${P}${L}${S}{4,5}学$`),
  row('trailer', '挂$', `^${P}${L}${S}{4,5}挂$`),
  row('hk-macau', '[港澳]$', `^粤Z${S}{4,5}[港澳]$`),
  row('embassy', '^使|使$', '^([0-9]{6}使|使[0-9]{6})$'),
  row('consulate', '领$', `^(${P}[0-9]{5}|${P}${L}[0-9]{4})领$`),
  row('test', '试$', `^${P}${L}${S}{4,5}试$`),
  row('oversize', '超$', `^${P}${L}${S}{4,5}超$`),
  row('nev-large', `^${P}.[0-9]{5}[A-Z]$`, `^${P}${L}[0-9]{5}${E}$`),
  row('nev-small', `^${P}.{7}$`, `^${P}${L}${E}${S}[0-9]{4}$`),
  row('ordinary', `^${P}.{6}$`, `^(?!粤Z)${P}${L}${S}{5}$`),
] as const;

const PROVINCE = new RegExp(`^${P}`);

/** Facts for a warning or a statistic, never a reason to open or to deny. Takes a normalized number. */
export function plateFacts(number: string): PlateFacts {
  const province = PROVINCE.exec(number)?.[0] ?? null;
  const found = KINDS.find(({ sign }) => sign.test(number));
  return { province, kind: found?.kind ?? 'other', plausible: found?.format.test(number) ?? false };
}

function row<Kind extends string>(kind: Kind, sign: string, format: string) {
  return { kind, sign: new RegExp(sign), format: new RegExp(format) };
}

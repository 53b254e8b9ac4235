/** By maker, the part of a model code that stands for the phone; what follows is the country, the network or the number of SIM cards. */
const CODES: Readonly<Partial<Record<string, readonly RegExp[]>>> = {
  Samsung: [/^(?:SAMSUNG-)?(SM-[A-Z]\d{3})\d?[A-Z]{0,3}\d?(?:\/DS)?$/, /^(?:SAMSUNG-)?(GT-[A-Z]\d{4})[A-Z]{0,2}$/],
  Sony: [/^(XQ-[A-Z]{2})\d{2}$/, /^([A-Z]\d{3})\d$/],
  Huawei: [/^(?:HUAWEI )?([A-Z]{3})-[A-Z]{1,2}\d{1,2}[A-Z]?$/],
  Honor: [/^(?:HONOR )?([A-Z]{3})-[A-Z]{1,2}\d{1,2}[A-Z]?$/],
  LG: [/^(L[GM]-[A-Z]\d{3})[A-Z]{0,3}$/],
  Motorola: [/^(XT\d{4})(?:-\d{1,2})?$/],
  OnePlus: [/^([A-Z]{2}\d{3})\d$/],
};

/** What the model codes of one phone have in common: "SM-G991B" and "SM-G991U1" give the same. Null where a model is no such code. */
export function phoneCode(make: string, model: string): string | null {
  const code = Object.hasOwn(CODES, make) ? CODES[make] : undefined;
  const match = code?.map((pattern) => pattern.exec(model)).find((found) => found !== null);
  return match ? `${make} ${match[1]}` : null;
}

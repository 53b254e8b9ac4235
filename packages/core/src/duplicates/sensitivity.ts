/** How hard copies are looked for, in words people choose from; docs/benchmarks.md says what each finds and costs. */
export const SENSITIVITIES = ['strict', 'balanced', 'thorough'] as const;

export type Sensitivity = (typeof SENSITIVITIES)[number];

import type { DuplicateReport, ImageFacts } from '../duplicates/report-types.ts';

/** The facts of an image, or undefined. A file may be called `constructor` or `__proto__`, so only the report's own keys count. */
export function factsOf(report: DuplicateReport, source: string): ImageFacts | undefined {
  return Object.hasOwn(report.images, source) ? report.images[source] : undefined;
}

// Finds the images of a folder that are the same, and writes a page to look at them: node find-duplicates.ts FOLDER [PAGE.html]
import { writeFile } from 'node:fs/promises';

import { PixelPeeper, toHtml } from '@pixelpeeper/core';

const [folder = '.', page] = process.argv.slice(2);
await using pixelpeeper = await PixelPeeper.open();

const items = pixelpeeper.sources([folder], { cwd: process.cwd() });
const { report, pictures } = await pixelpeeper.findDuplicates(items, { show: page !== undefined });

for (const { keep, members, reason } of report.clusters) console.log(`keep ${keep} of ${members.length}: ${reason}`);
for (const { a, a_split, b, b_split } of report.leaks) console.log(`${a_split} and ${b_split} share ${a} = ${b}`);
if (page !== undefined) await writeFile(page, toHtml(report, { pictures }));

// Makes examples/dataset: the photos of example-photos.ts, the copies of example-copies.ts, what is to be found, and the credits.
//
//   apt-get download lomiri-wallpapers-16.04 lomiri-wallpapers-20.04 mate-backgrounds plasma-workspace-wallpapers python3-skimage
//   for package in *.deb; do dpkg -x "$package" unpacked; done
//   node scripts/make-example-dataset.ts unpacked
//
// The packages are those of Debian 12. The same versions of sharp and ExifTool give the same bytes.
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import sharp from 'sharp';

import { COPIES, DISTINCT } from './example-copies.ts';
import { type Drawing, DRAWINGS, LICENCES, PACKAGES, type Photo, PHOTOS } from './example-photos.ts';

const dataset = join(import.meta.dirname, '..', 'examples', 'dataset');

const [unpacked] = process.argv.slice(2);
if (unpacked === undefined) throw new TypeError('Expected the folder of unpacked packages: see the top of this file');
await makeDataset(unpacked);

async function makeDataset(packages: string): Promise<void> {
  for (const split of ['train', 'test']) await rm(join(dataset, split), { recursive: true, force: true });
  const rows: string[] = [];
  const put = async (file: string, bytes: Buffer, ...cells: readonly string[]): Promise<void> => {
    await mkdir(dirname(join(dataset, file)), { recursive: true });
    await writeFile(join(dataset, file), bytes);
    rows.push(tableRow(file, ...cells, createHash('sha256').update(bytes).digest('hex')));
  };
  for (const photo of PHOTOS) {
    const source = `${photo.origin}: \`${photo.path}\``;
    await put(photo.file, await shrunk(packages, photo), photo.shows, source, photo.author, photo.licence);
  }
  for (const { file, of, edit, make } of COPIES) {
    const { author, licence } = PHOTOS.find((photo) => photo.file === of)!;
    await put(file, await make(await readFile(join(dataset, of))), edit, `\`${of}\``, author, licence);
  }
  for (const drawing of DRAWINGS) {
    await put(drawing.file, await drawn(drawing), drawing.shows, 'drawn for this dataset', 'PixelPeeper', 'CC0 1.0');
  }
  await writeFile(join(dataset, 'expected-duplicates.json'), `${JSON.stringify(expected(), undefined, 2)}\n`);
  await writeFile(join(dataset, 'README.md'), readme(rows.sort()));
}

/** The photo as a JPEG of its width, with the metadata that it came with. */
function shrunk(packages: string, photo: Photo): Promise<Buffer> {
  const { origin, path, widthPx, isProgressive = false, hasPrivateXmp = false } = photo;
  const original = sharp(join(packages, PACKAGES[origin].folder, path));
  const kept = hasPrivateXmp ? original.keepExif().keepIccProfile() : original.keepMetadata();
  return kept.autoOrient().resize(widthPx).jpeg({ quality: 78, progressive: isProgressive }).toBuffer();
}

function drawn({ svg, isPalette }: Drawing): Promise<Buffer> {
  return sharp(Buffer.from(svg)).png({ palette: isPalette }).toBuffer();
}

function expected(): object {
  const duplicates = PHOTOS.map(({ file }) => ({ file, copies: COPIES.filter((copy) => copy.of === file) }))
    .filter(({ copies }) => copies.length > 0)
    .map(({ file, copies }) => ({
      files: [file, ...copies.map((copy) => copy.file)],
      relations: Object.fromEntries(copies.map((copy) => [copy.file, copy.relation])),
      why: copies.map((copy) => `${copy.file}: ${copy.edit}`).join('; '),
    }));
  return { duplicates, distinct: DISTINCT };
}

function readme(rows: readonly string[]): string {
  const packages = Object.entries(PACKAGES).map(([name, { version }]) => `- ${name} ${version}`);
  const licences = Object.entries(LICENCES).map(([name, { url, note }]) => `- [${name}](${url})${note}`);
  return `# Example dataset

${rows.length} small pictures in two splits, \`train\` and \`test\`, as one finds them in the wild: some are copies of each other, also
across the splits (leaks); some only look alike; some carry their camera's metadata. \`expected-duplicates.json\` says which are
copies (\`duplicates\`, with the relation of each to the first file) and which look-alikes are not (\`distinct\`). \`scripts/make-example-dataset.ts\` made all files, this page too.

## Licences

The pictures are not under this repository's licence but under those in the table, and were changed: every photo was made smaller and
encoded again; its copies were edited as their rows say, and stay under the photo's licence.

${licences.join('\n')}

The photos come from these packages of Debian 12:

${packages.join('\n')}

## Files

| file | what it shows | source package and file, or the photo it is a copy of | author | licence | sha256 |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}

function tableRow(...cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

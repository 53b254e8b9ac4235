// Dumps what verification sees of every candidate pair of a labelled set.
import { existsSync, readFileSync, writeFileSync, readdirSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import { openImage } from '../src/decode/open-image.ts';
import { rectangleMap, type Affine } from '../src/duplicates/affine.ts';
import { matchFeatures } from '../src/duplicates/match-features.ts';
import { nominateFeatures } from '../src/duplicates/nominate-features.ts';
import { portraitOf, type Portrait } from '../src/duplicates/portrait.ts';
import { verify, worthOf, type Verification } from '../src/duplicates/verify.ts';
import { fingerprintImage } from '../src/fingerprint/fingerprint-image.ts';
import { packFingerprint, unpackFingerprint } from '../src/fingerprint/pack.ts';
import type { Fingerprint } from '../src/fingerprint/fingerprint.ts';
import { popcount32 } from '../src/hash/hamming-distance.ts';
import sharp from 'sharp';
sharp.concurrency(1);
const [dir, out, cacheTag = 'v1'] = process.argv.slice(2) as [string, string, string];
const manifest = JSON.parse(readFileSync(`${dir}/manifest.json`, 'utf8')) as { file: string; base: string; edit: string }[];
const type: Record<string, string> = { jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp', avif: 'image/avif' };
const cacheFile = `/var/tmp/explore/${dir.replace(/\W/g, '_')}.${cacheTag}.bin`;
let packed: Uint8Array[];
let t0 = performance.now();
if (existsSync(cacheFile)) packed = deserialize(readFileSync(cacheFile)) as Uint8Array[];
else {
  packed = new Array(manifest.length);
  let next = 0, cpu = 0;
  const one = async (): Promise<void> => {
    for (let i; (i = next++) < manifest.length;) {
      const { file } = manifest[i]!;
      const bytes = readFileSync(`${dir}/${file}`);
      const contentType = type[file.split('.').pop()!]!;
      const opened = await openImage(bytes, contentType);
      packed[i] = packFingerprint(await fingerprintImage({ bytes, contentType, opened }, 'features'));
    }
  };
  await Promise.all([one(), one()]);
  writeFileSync(cacheFile, serialize(packed));
}
console.error('fingerprints', ((performance.now() - t0) / 1000).toFixed(1), 's', (packed.reduce((s, p) => s + p.length, 0) / packed.length).toFixed(0), 'bytes');
const prints: Fingerprint[] = packed.map((p) => unpackFingerprint(p));
const portraits = new Map<number, Portrait>();
const portrait = (i: number): Portrait => { let p = portraits.get(i); if (!p) portraits.set(i, (p = portraitOf(prints[i]!))); return p; };
type Cand = { a: number; b: number; maps: { how: string; map: Affine }[] };
const candidates = new Map<number, Cand>();
const N = prints.length;
const propose = (a: number, b: number, how: string, map: Affine): void => {
  const key = a * N + b;
  let c = candidates.get(key);
  if (!c) candidates.set(key, (c = { a, b, maps: [] }));
  c.maps.push({ how, map });
};
t0 = performance.now();
const RADIUS = Number(process.env.RADIUS ?? 84);
const words = (u: Uint8Array): Uint32Array => new Uint32Array(Uint8Array.from(u).buffer);
const glob = prints.map((p) => [{ c: words(p.codes), r: { left: 0, top: 0, right: p.outline.width, bottom: p.outline.height } }, ...(p.innerCodes.length ? [{ c: words(p.innerCodes), r: p.inner }] : [])]);
for (let b = 0; b < N; b++) for (let a = 0; a < b; a++) for (const g of glob[a]!) for (const k of glob[b]!) for (let d = 0; d < 8; d++) {
  let bits = 0;
  for (let w = 0; w < 8 && bits <= RADIUS; w++) bits += popcount32(g.c[d * 8 + w]! ^ k.c[w]!);
  if (bits <= RADIUS) propose(a, b, `g${bits}`, rectangleMap(g.r, k.r, d));
}
console.error('global', ((performance.now() - t0) / 1000).toFixed(1), candidates.size);
t0 = performance.now();
for await (const found of nominateFeatures(prints)) for (const { a, b, map } of found) propose(a, b, 'f', map);
console.error('features', ((performance.now() - t0) / 1000).toFixed(1), candidates.size);
t0 = performance.now();
const lines: string[] = [];
let n = 0;
for (const { a, b, maps } of candidates.values()) {
  let best: (Verification & { how: string; places: number }) | undefined;
  for (const { how, map } of maps) {
    const tries: { map: Affine; places: number }[] = [];
    const m = matchFeatures(portrait(a), portrait(b), map);
    if (m) tries.push(m);
    if (how !== 'f' || !m) tries.push({ map, places: m?.places ?? 0 });
    for (const t of tries) {
      const v = verify(portrait(a), portrait(b), t.map);
      if (v && (!best || worthOf(v) > worthOf(best))) best = { ...v, how, places: t.places };
    }
    if (best && best.share > 0.9 && best.agreeing > 40) break;
  }
  if (best) {
    const { tiles, ...rest } = best;
    lines.push(JSON.stringify({ a: manifest[a]!.file, b: manifest[b]!.file, same: manifest[a]!.base === manifest[b]!.base, ea: manifest[a]!.edit, eb: manifest[b]!.edit, pa: prints[a]!.plainShare, pb: prints[b]!.plainShare, qa: prints[a]!.quality, qb: prints[b]!.quality, ...rest, cd: chromaUnder(prints[a]!, prints[b]!, best) }));
  }
  if (++n % 20000 === 0) console.error(n, candidates.size, ((performance.now() - t0) / 1000).toFixed(0));
  if (portraits.size > 4000) portraits.clear();
}
console.error('verify', ((performance.now() - t0) / 1000).toFixed(1), 's', candidates.size);
writeFileSync(out, lines.join('\n'));
/** Mean difference of chroma under the map over agreeing tiles, relative. */
function chromaUnder(a: Fingerprint, b: Fingerprint, v: Verification): number {
  const [m, from, to] = v.isTiledB ? [inv(v.map), b, a] as const : [v.map, a, b] as const;
  let sum = 0, n = 0;
  for (const t of v.tiles) {
    const x = t.x + 3.5, y = t.y + 3.5;
    const X = m[0] * x + m[1] * y + m[2], Y = m[3] * x + m[4] * y + m[5];
    for (let c = 0; c < 2; c++) sum += Math.abs(ch(from, x, y, c) - ch(to, X, Y, c));
    n += 2;
  }
  return n ? sum / n : 0;
}
function inv(t: Affine): Affine { const d = 1 / (t[0] * t[4] - t[1] * t[3]); return [t[4] * d, -t[1] * d, (t[1] * t[5] - t[2] * t[4]) * d, -t[3] * d, t[0] * d, (t[2] * t[3] - t[0] * t[5]) * d]; }
function ch(p: Fingerprint, x: number, y: number, c: number): number {
  const i = Math.min(15, Math.max(0, Math.floor(((x + 0.5) * 16) / p.outline.width))), j = Math.min(15, Math.max(0, Math.floor(((y + 0.5) * 16) / p.outline.height)));
  return p.chroma[(j * 16 + i) * 2 + c]!;
}

import type { Region } from '../description.ts';
import type { Metadata, MetadataValue } from '../record.ts';
import { first, isObject, numberOf, objectsIn, ownValue, tagValue, textOf, type TagObject } from './tag-values.ts';

type Box = Pick<Region, 'x' | 'y' | 'width' | 'height'>;

/** More than there are faces in any crowd: what holds more is no list of regions. */
const MOST_REGIONS = 1_000;

/** Regions of the Metadata Working Group, or else Microsoft's people (programs write both for the same face), and those of IPTC. */
export function readRegions(metadata: Metadata): readonly Region[] {
  const people = workingGroupRegions(tagValue(metadata, 'XMP:RegionInfo'));
  const marked = people.length > 0 ? people : microsoftRegions(tagValue(metadata, 'XMP:RegionInfoMP'));
  return [...marked, ...iptcRegions(tagValue(metadata, 'XMP:ImageRegion'))].slice(0, MOST_REGIONS);
}

/** MWG 2.0, section 5.9: the area's x and y are its centre. */
function workingGroupRegions(info: MetadataValue): Region[] {
  if (!isObject(info)) return [];
  const dimensions = ownValue(info, 'AppliedToDimensions');
  return objectsIn(ownValue(info, 'RegionList')).flatMap((region) => {
    const area = ownValue(region, 'Area');
    const box = isObject(area) ? centredBox(area, isObject(dimensions) ? dimensions : {}) : null;
    return box ? [{ type: lowerCase(ownValue(region, 'Type')), name: textOf(ownValue(region, 'Name')), ...box }] : [];
  });
}

function centredBox(area: TagObject, dimensions: TagObject): Box | null {
  const isInPixels = ownValue(area, 'Unit') === 'pixel';
  const across = isInPixels ? numberOf(ownValue(dimensions, 'W')) : 1;
  const down = isInPixels ? numberOf(ownValue(dimensions, 'H')) : 1;
  const [x, y] = [numberOf(ownValue(area, 'X')), numberOf(ownValue(area, 'Y'))];
  if (x === null || y === null || !across || !down) return null;
  const diameter = numberOf(ownValue(area, 'D')) ?? 0;
  const width = numberOf(ownValue(area, 'W')) ?? diameter;
  const height = numberOf(ownValue(area, 'H')) ?? diameter;
  return box(x / across - width / across / 2, y / down - height / down / 2, {
    width: width / across,
    height: height / down,
  });
}

/** Microsoft People Tags: `left, top, width, height`. */
function microsoftRegions(info: MetadataValue): Region[] {
  if (!isObject(info)) return [];
  return objectsIn(ownValue(info, 'Regions')).flatMap((region) => {
    const [x, y, width, height] = (textOf(ownValue(region, 'Rectangle')) ?? '')
      .split(',')
      .map((part) => numberOf(part));
    const found = box(x ?? null, y ?? null, { width: width ?? null, height: height ?? null });
    return found ? [{ type: 'face', name: textOf(ownValue(region, 'PersonDisplayName')), ...found }] : [];
  });
}

/** IPTC Photo Metadata 2019.1, Image Region; boundaries in pixels are left out, since they do not say of how many. */
function iptcRegions(list: MetadataValue): Region[] {
  return objectsIn(list).flatMap((region) => {
    const boundary = ownValue(region, 'RegionBoundary');
    const found =
      isObject(boundary) && /^relative$/i.test(textOf(ownValue(boundary, 'RbUnit')) ?? '')
        ? boundaryBox(boundary)
        : null;
    return found ? [{ type: iptcType(region), name: textOf(ownValue(region, 'Name')), ...found }] : [];
  });
}

function boundaryBox(boundary: TagObject): Box | null {
  const number = (key: string): number | null => numberOf(ownValue(boundary, key));
  const [x, y, radius] = [number('RbX'), number('RbY'), number('RbRx')];
  if (radius !== null)
    return x === null || y === null ? null : box(x - radius, y - radius, { width: 2 * radius, height: 2 * radius });
  const vertices = objectsIn(ownValue(boundary, 'RbVertices'));
  if (vertices.length === 0) return box(x, y, { width: number('RbW'), height: number('RbH') });
  const [xs, ys] = ['RbX', 'RbY'].map((key) => vertices.map((vertex) => numberOf(ownValue(vertex, key)) ?? NaN));
  const [left, top] = [least(xs!), least(ys!)];
  return box(left, top, { width: -least(xs!.map((x) => -x)) - left, height: -least(ys!.map((y) => -y)) - top });
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.min(a, b));
}

/** The last part of the type's URI in IPTC's NewsCodes, else its name. */
function iptcType(region: TagObject): string | null {
  return first(objectsIn(ownValue(region, 'RCtype')), (type) => {
    const uri = textOf(ownValue(type, 'Identifier'));
    return lowerCase(uri?.split('/').at(-1) ?? ownValue(type, 'Name'));
  });
}

function lowerCase(value: MetadataValue): string | null {
  return textOf(value)?.toLowerCase() ?? null;
}

/** Cut to the picture, since faces at its edge reach beyond it, and rounded to a millionth; null when it lies outside. */
function box(x: number | null, y: number | null, size: { width: number | null; height: number | null }): Box | null {
  const { width, height } = size;
  if (x === null || y === null || width === null || height === null) return null;
  const [left, right, top, bottom] = [x, x + width, y, y + height].map((edge) =>
    Math.min(Math.max(edge, 0), 1),
  ) as Edges;
  if (!(width >= 0 && height >= 0 && x <= 1 && y <= 1 && x + width >= 0 && y + height >= 0)) return null;
  return { x: round(left), y: round(top), width: round(right - left), height: round(bottom - top) };
}

type Edges = [left: number, right: number, top: number, bottom: number];

function round(fraction: number): number {
  return Number(fraction.toFixed(6));
}

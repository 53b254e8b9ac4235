import { describe, expect, it } from '@jest/globals';

import type { MetadataValue } from '../record.ts';
import { readRegions } from './regions.ts';

const workingGroup = (Area: MetadataValue, AppliedToDimensions: MetadataValue = null): unknown =>
  readRegions({ XMP: { RegionInfo: { AppliedToDimensions, RegionList: [{ Area, Type: 'Face', Name: 'Ann' }] } } });
const iptc = (RegionBoundary: MetadataValue): unknown => readRegions({ XMP: { ImageRegion: [{ RegionBoundary }] } });
const ann = { type: 'face', name: 'Ann' };
const nobody = { type: null, name: null };

describe('readRegions', () => {
  it('gives the left and top edge of an area that is written by its centre', () => {
    const area = { X: 0.5, Y: 0.5, W: 0.2, H: 0.4, Unit: 'normalized' };
    expect(workingGroup(area)).toEqual([{ ...ann, x: 0.4, y: 0.3, width: 0.2, height: 0.4 }]);
    expect(workingGroup({ X: 0.5, Y: 0.5, D: 0.2 })).toEqual([{ ...ann, x: 0.4, y: 0.4, width: 0.2, height: 0.2 }]);
    expect(workingGroup({ X: 0.5, Y: 0.5 })).toEqual([{ ...ann, x: 0.5, y: 0.5, width: 0, height: 0 }]);
  });

  it('divides pixels by the size that the areas are for', () => {
    const area = { X: 50, Y: 10, W: 20, H: 20, Unit: 'pixel' };
    expect(workingGroup(area, { W: 100, H: 50, Unit: 'pixel' })).toEqual([
      { ...ann, x: 0.4, y: 0, width: 0.2, height: 0.4 },
    ]);
    expect(workingGroup(area)).toEqual([]);
    expect(workingGroup(area, { W: 0, H: 50 })).toEqual([]);
  });

  it('cuts a region to the picture, and leaves out one that lies outside', () => {
    expect(workingGroup({ X: 0.05, Y: 0.95, W: 0.2, H: 0.2 })).toEqual([
      { ...ann, x: 0, y: 0.85, width: 0.15, height: 0.15 },
    ]);
    expect(workingGroup({ X: 1.5, Y: 0.5, W: 0.2, H: 0.2 })).toEqual([]);
    expect(workingGroup({ X: 0.5, Y: 0.5, W: -0.2, H: 0.2 })).toEqual([]);
    expect(workingGroup({ X: 'nan', Y: 0.5, W: 0.2, H: 0.2 })).toEqual([]);
  });

  it('takes Microsoft’s people where the Working Group’s regions are missing, since programs write both', () => {
    const RegionInfoMP = {
      Regions: [{ Rectangle: '0.1, 0.2, 0.3, 0.4', PersonDisplayName: 'Bob' }, { PersonDisplayName: 'Zoe' }],
    };
    expect(readRegions({ XMP: { RegionInfoMP } })).toEqual([
      { type: 'face', name: 'Bob', x: 0.1, y: 0.2, width: 0.3, height: 0.4 },
    ]);
    const RegionInfo = { RegionList: { Area: { X: 0.5, Y: 0.5, W: 0.2, H: 0.4 }, Type: 'Pet' } };
    expect(readRegions({ XMP: { RegionInfo, RegionInfoMP } })).toEqual([
      { type: 'pet', name: null, x: 0.4, y: 0.3, width: 0.2, height: 0.4 },
    ]);
  });

  it('gives the box round IPTC’s rectangles, circles and polygons', () => {
    const RbUnit = 'Relative';
    const box = { ...nobody, x: 0.1, y: 0.2, width: 0.4, height: 0.4 };
    expect(iptc({ RbUnit, RbX: 0.1, RbY: 0.2, RbW: 0.4, RbH: 0.4 })).toEqual([box]);
    expect(iptc({ RbUnit, RbX: 0.3, RbY: 0.4, RbRx: 0.2 })).toEqual([box]);
    const RbVertices = [
      { RbX: 0.1, RbY: 0.4 },
      { RbX: 0.5, RbY: 0.2 },
      { RbX: 0.3, RbY: 0.6 },
    ];
    expect(iptc({ RbUnit, RbVertices })).toEqual([box]);
    expect(iptc({ RbUnit, RbVertices: [{ RbX: 'a' }] })).toEqual([]);
    expect(iptc({ RbUnit: 'Pixel', RbX: 10, RbY: 20, RbW: 30, RbH: 40 })).toEqual([]);
  });

  it('names the kind of an IPTC region by the end of its address, or by its name', () => {
    const region = (RCtype: MetadataValue): unknown =>
      readRegions({
        XMP: { ImageRegion: [{ RCtype, RegionBoundary: { RbUnit: 'Relative', RbX: 0, RbY: 0, RbRx: 0 } }] },
      })[0]?.type;
    expect(region([{ Identifier: 'http://cv.iptc.org/newscodes/imageregiontype/animal' }])).toBe('animal');
    expect(region({ Name: 'Human' })).toBe('human');
    expect(region('human')).toBeNull();
  });

  it('stops at a thousand', () => {
    const RegionList = Array.from({ length: 1_001 }, () => ({ Area: { X: 0.5, Y: 0.5 } }));
    expect(readRegions({ XMP: { RegionInfo: { RegionList } } })).toHaveLength(1_000);
  });
});

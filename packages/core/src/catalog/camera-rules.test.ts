import { describe, expect, it } from '@jest/globals';

import { cameraByRule } from './camera-rules.ts';

describe('cameraByRule', () => {
  it.each([
    ['Sony', 'ILCE-7M9', 'a7 IX'],
    ['Sony', 'ILCE-7RM5A', 'a7R Va'],
    ['Sony', 'ILCE-6800', 'a6800'],
    ['Sony', 'ILCA-77M2', 'a77 II'],
    ['Sony', 'SLT-A77V', 'a77'],
    ['Sony', 'DSLR-A900', 'a900'],
    ['Sony', 'DSC-RX100M8', 'RX100 VIII'],
    ['Sony', 'DSC-W999', 'Cyber-shot DSC-W999'],
    ['Sony', 'ZV-E10M2', 'ZV-E10 II'],
    ['Sony', 'ILME-FX3', 'FX3'],
    ['Nikon', 'Z 9_2', 'Z9 II'],
    ['Nikon', 'Z 5 II', 'Z5 II'],
    ['Nikon', 'Z fc', 'Zfc'],
    ['Nikon', 'COOLPIX P2000', 'Coolpix P2000'],
    ['Nikon', 'E5900', 'Coolpix 5900'],
    ['Canon', 'EOS R6m3', 'EOS R6 Mark III'],
    ['Canon', 'EOS REBEL T9i', 'EOS Rebel T9i'],
    ['Canon', 'DIGITAL IXUS 300', 'Digital IXUS 300'],
    ['Olympus', 'E-M10MarkIIIS', 'OM-D E-M10 Mark III S'],
    ['Olympus', 'E-PL11', 'PEN Lite E-PL11'],
    ['Olympus', 'C720UZ', 'C-720 Ultra Zoom'],
    ['Olympus', 'u1030SW,S1030SW', 'Stylus 1030 SW'],
    ['Olympus', 'FE240/X795', 'FE-240'],
    ['Panasonic', 'DC-G100M2', 'Lumix G100 II'],
    ['Panasonic', 'DC-S5M2X', 'Lumix S5 IIX'],
    ['Panasonic', 'DMC-GX7MK2', 'Lumix GX7 Mark II'],
    ['Fujifilm', 'FinePix2800ZOOM', 'FinePix 2800 Zoom'],
    ['Fujifilm', 'X-T6', 'X-T6'],
    ['Ricoh', 'GR DIGITAL 3', 'GR Digital III'],
    ['Leica', 'D-LUX 9', 'D-Lux 9'],
    ['Leica', 'C (Typ 112)', 'C (Typ 112)'],
    ['Kodak', 'DX4530 ZOOM DIGITAL CAMERA', 'EasyShare DX4530'],
    ['Kodak', 'EASYSHARE Z1012 IS Digital Camera', 'EasyShare Z1012 IS'],
    ['Kodak', 'DC240 ZOOM DIGITAL CAMERA', 'DC240 Zoom'],
    ['Casio', 'EX-Z9999', 'Exilim EX-Z9999'],
    ['Minolta', 'MAXXUM 7D', 'Maxxum 7D'],
    ['Samsung', '<KENOX S730 / Samsung S730>', 'S730'],
    ['Samsung', '<Digimax S500 / Kenox S500 / Digimax Cyber 530>', 'Digimax S500'],
    ['HTC', 'One_M8', 'One M8'],
    ['HP', 'photosmart 735', 'Photosmart 735'],
    ['Sanyo', 'VPC-MZ3', 'VPC-MZ3'],
  ])('reads %s’s %j as %j', (make, model, name) => {
    expect(cameraByRule(make, model)).toEqual({ make, name });
  });

  it.each([
    ['Ricoh', 'PENTAX K-9', 'Pentax', 'K-9'],
    ['Ricoh', 'Optio RZ18', 'Pentax', 'Optio RZ18'],
    ['Olympus', 'OM-5MarkIII', 'OM System', 'OM-5 Mark III'],
  ])('reads from %s’s %j that its maker is %s', (make, model, maker, name) => {
    expect(cameraByRule(make, model)).toEqual({ make: maker, name });
  });

  it.each([
    ['Acme', 'X1'],
    ['Sony', 'E775'],
    ['constructor', 'X1'],
    ['Kodak', 'i200'],
  ])('has no rule for %s’s %j', (make, model) => {
    expect(cameraByRule(make, model)).toBeNull();
  });
});

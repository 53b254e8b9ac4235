import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { withManifest, withSignedManifest } from '../../fixtures/c2pa-jpeg.ts';
import { ManifestValidator } from './manifest-validator.ts';

const MANIFEST = {
  claim: { claim_generator: 'fixtures' },
  assertions: { 'c2pa.actions': { actions: [{ action: 'c2pa.created' }] } },
};
const contentType = 'image/jpeg';

describe('ManifestValidator', () => {
  const validator = new ManifestValidator();
  let grey: Buffer;
  let signed: Buffer;
  beforeAll(async () => {
    grey = await readFile(fileURLToPath(new URL('../../fixtures/grey.jpg', import.meta.url)));
    signed = withSignedManifest(grey, MANIFEST);
  });
  afterAll(() => validator.close());

  it('finds a picture valid that is as it was signed, by a signer whom it does not know', async () => {
    expect(await validator.validate({ bytes: signed, contentType })).toEqual({
      validation: 'valid',
      failures: ['signingCredential.untrusted'],
      signer: 'PixelPeeper fixtures',
    });
  });

  it('finds it invalid when a bit of the picture was changed', async () => {
    const bytes = Buffer.from(signed);
    bytes[bytes.length - 10]! ^= 1;
    expect(await validator.validate({ bytes, contentType })).toMatchObject({
      validation: 'invalid',
      failures: expect.arrayContaining(['assertion.dataHash.mismatch']),
    });
  });

  it('finds it invalid when the manifest was changed after it was signed', async () => {
    const claim = Buffer.from(signed);
    claim.write('FIXTURES', claim.indexOf('claim_generator') + 'claim_generator'.length + 1);
    expect(await validator.validate({ bytes: claim, contentType })).toMatchObject({
      validation: 'invalid',
      failures: expect.arrayContaining(['claimSignature.mismatch']),
    });
    const action = Buffer.from(signed);
    action.write('c2pa.edited_', action.indexOf('c2pa.created'));
    expect(await validator.validate({ bytes: action, contentType })).toMatchObject({
      validation: 'invalid',
      failures: expect.arrayContaining(['assertion.hashedURI.mismatch']),
    });
  });

  it('has no verdict on what is not signed, has no manifest, or is of a format that cannot hold one', async () => {
    const unsigned = withManifest(grey, MANIFEST);
    for (const [bytes, type] of [
      [unsigned, contentType],
      [grey, contentType],
      [Buffer.from('BM'), 'image/bmp'],
    ] as const)
      await expect(validator.validate({ bytes, contentType: type })).rejects.toMatchObject({
        code: 'manifest_unchecked',
        message: expect.stringMatching(/^There is a C2PA manifest, which could not be checked \(.+\)\.$/),
      });
    expect(await validator.validate({ bytes: signed, contentType })).toMatchObject({ validation: 'valid' });
  });

  it('may be closed without having been used, and twice', async () => {
    const unused = new ManifestValidator();
    await unused.close();
    await unused.close();
  });
});

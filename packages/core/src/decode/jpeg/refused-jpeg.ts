/** This reader leaves the file to a full decoder, which can read it or say what is wrong with it. */
export class RefusedJpeg extends Error {
  override readonly name = 'RefusedJpeg';
}

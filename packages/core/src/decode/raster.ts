/** Decoded pixels: 8 bits a sample, interleaved, row-major, no padding. */
export interface Raster {
  /** width * height * channels samples. */
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** 1 grey, 2 grey + alpha, 3 RGB, 4 RGB + alpha. */
  readonly channels: 1 | 2 | 3 | 4;
}

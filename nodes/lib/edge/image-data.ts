/** What the JPEG decoder makes its answer with. */
class ImageData {
  constructor(
    readonly data: Uint8ClampedArray,
    readonly width: number,
    readonly height: number,
  ) {}
}

/**
 * To be called before a JPEG codec is created: where there is no `ImageData`, the first one defines it as a part of
 * itself, and so keeps its memory and the pixels of its last picture for ever.
 */
export function provideImageData(): void {
  const known = globalThis as { ImageData?: unknown };
  known.ImageData ??= ImageData;
}

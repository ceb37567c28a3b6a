export type PictureFormat = 'jpeg' | 'png' | 'bmp' | 'tiff';

/** The bytes of a picture whose header was checked. */
export interface PictureBytes {
  kind: 'bytes';
  bytes: Uint8Array;
  format: PictureFormat;
  /** Pixels, as stored (before any EXIF rotation). */
  width: number;
  height: number;
}

/** The address of a picture that the service fetches by itself. */
export interface PictureUrl {
  kind: 'url';
  url: string;
}

export type Picture = PictureBytes | PictureUrl;

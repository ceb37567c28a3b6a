import { blank, type Pixels } from '../pixels';
import { copySamples } from './tiff-colors';
import { unpack } from './tiff-compression';
import { copyPixels, decodeJpegBlock } from './tiff-jpeg';
import { blocksOf, layoutOf } from './tiff-layout';
import { samplesOf } from './tiff-samples';
import { one, readTags, Tag } from './tiff-tags';
import { checkSize } from './undecodable';

const JPEG_COMPRESSION = 7;

/** Decodes the first page of a TIFF: strips or tiles; 1, 2, 4, 8 or 16 bits; grey, RGB, palette or CMYK. */
export async function decodeTiff(bytes: Uint8Array): Promise<Pixels> {
  const { tags, littleEndian } = readTags(bytes);
  const layout = layoutOf(tags, littleEndian);
  checkSize(layout.width, layout.height);
  const compression = one(tags, Tag.compression, 1);
  const out = blank(layout.width, layout.height);
  for (const block of blocksOf(bytes, tags, layout)) {
    if (compression === JPEG_COMPRESSION) {
      copyPixels(out, block, await decodeJpegBlock(block, tags.get(Tag.jpegTables)), layout);
      continue;
    }
    const rowLength = Math.ceil((block.width * block.samples * layout.bits) / 8);
    const raw = unpack(block.packed, compression, rowLength * block.height);
    copySamples(out, block, samplesOf(raw, rowLength, block, layout), layout);
  }
  return out;
}

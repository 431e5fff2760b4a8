// The pictures in a Lighthouse result: what the page looked like in the end, and the film of how it got there.
import { z } from 'zod';

const JPEG = 'data:image/jpeg;base64,';
/** Report pages hold the pictures themselves: larger ones are left out. */
const MOST_BYTES = 60_000;
const FRAME_WIDTH = 120;
const CAPTION_HEIGHT = 16;

const pictureSchema = z.object({
  data: z
    .string()
    .startsWith(JPEG)
    .regex(/^[\w:/;,+=]+$/),
  timing: z.number().default(0),
});
const resultSchema = z.object({
  audits: z.object({
    'final-screenshot': z.object({ details: pictureSchema }).optional().catch(undefined),
    'screenshot-thumbnails': z
      .object({ details: z.object({ items: z.array(pictureSchema) }) })
      .optional()
      .catch(undefined),
  }),
});

export function readPagePictures(result: unknown): { screenshot: Buffer | null; film: string | null } {
  const parsed = resultSchema.safeParse(result);
  if (!parsed.success) return { screenshot: null, film: null };
  const last = parsed.data.audits['final-screenshot']?.details;
  const frames = parsed.data.audits['screenshot-thumbnails']?.details.items ?? [];
  const screenshot = last === undefined ? null : Buffer.from(last.data.slice(JPEG.length), 'base64');
  return {
    screenshot: screenshot !== null && screenshot.length <= MOST_BYTES ? screenshot : null,
    film: frames.length === 0 ? null : filmStrip(frames),
  };
}

function filmStrip(frames: readonly z.infer<typeof pictureSchema>[]): string {
  const height = Math.max(...frames.map(({ data }) => frameHeight(data)));
  const drawn = frames.map(({ data, timing }, index) => {
    const left = index * (FRAME_WIDTH + 8);
    return (
      `<image x="${left}" y="0" width="${FRAME_WIDTH}" height="${height}" href="${data}"/>` +
      `<text x="${left}" y="${height + 12}" font-family="sans-serif" font-size="11">${Math.round(timing)} ms</text>`
    );
  });
  const width = frames.length * (FRAME_WIDTH + 8) - 8;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height + CAPTION_HEIGHT}">${drawn.join('')}</svg>\n`;
}

/** From the start-of-frame segment (ITU-T T.81, B.2.2), scaled to the width of a frame; a phone's shape where there is none. */
function frameHeight(data: string): number {
  const bytes = Buffer.from(data.slice(JPEG.length), 'base64');
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes[at + 1] ?? 0;
    if (marker < 0xc0 || marker > 0xc2) continue;
    const width = bytes.readUInt16BE(at + 7);
    return width === 0 ? 240 : Math.round((bytes.readUInt16BE(at + 5) * FRAME_WIDTH) / width);
  }
  return 240;
}

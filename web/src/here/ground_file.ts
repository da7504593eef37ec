/** A file that draws ground: what may be sent, and what a person may have to state. */
import { ApiError } from '../api/transport';

export const FILE_MAX_BYTES = 16 * 2 ** 20;

export type FileFault = 'several' | 'empty' | 'too-large' | 'unreadable';

/** Says why files cannot be sent; `null` where the one can. */
export function fileFault(files: readonly { size: number }[]): FileFault | null {
  const [file] = files;
  if (files.length > 1) return 'several';
  if (!file || file.size === 0) return 'empty';
  return file.size > FILE_MAX_BYTES ? 'too-large' : null;
}

/** What Peruvian files without a stated CRS are usually in; which one, only their owner knows. */
export const USUAL_CRS = ['WGS84', 'PSAD56'].flatMap((datum) =>
  [17, 18, 19].map((zone) => ({
    code: `EPSG:${(datum === 'WGS84' ? 32_700 : 24_860) + zone}`,
    name: `${datum} ${zone}S`,
  })),
);

/** Says whether the server refused a file because somebody must state its CRS: its words name one. */
export function asksForCrs(error: unknown): boolean {
  if (!(error instanceof ApiError) || error.code !== 'unusable_file') return false;
  return /\bEPSG:\d+/.test(error.problem?.detail ?? '');
}

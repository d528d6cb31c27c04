/**
 * ffmpeg's filter that draws a file in Advanced SubStation Alpha. A path is read twice, as the value of an option and
 * as part of a chain of filters: https://ffmpeg.org/ffmpeg-filters.html#Notes-on-filtergraph-escaping
 */
export function assFilter(path: string): string {
  const value = path.replaceAll(/[\\':]/g, '\\$&');
  return `ass=filename=${value.replaceAll(/[\\'[\],;]/g, '\\$&')}`;
}

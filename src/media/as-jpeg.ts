/**
 * Options of ffmpeg's `scale` for a JPEG with the levels that browsers show: without both flags swscale loses up to
 * two levels of limited range, and a JPEG always has full range and its own colour matrix.
 */
export const AS_JPEG = 'flags=area+accurate_rnd+full_chroma_int:out_color_matrix=bt601:out_range=pc';

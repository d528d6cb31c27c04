/** How the picture is shown, in CSS pixels from the middle of its stage. */
export interface Zoom {
  /** 1 = the whole picture. */
  scale: number;
  x: number;
  y: number;
}

export interface Point {
  x: number;
  y: number;
}

interface Size {
  width: number;
  height: number;
}

export const NO_ZOOM: Zoom = { scale: 1, x: 0, y: 0 };
const MOST = 8;
/** Hardly visible: the whole picture was meant. */
const NEARLY_WHOLE = 1.05;

/** What is at the point stays there. @param point from the middle of the stage */
export function zoomAt(zoom: Zoom, factor: number, point: Point, stage: Size): Zoom {
  const scale = Math.min(MOST, Math.max(1, zoom.scale * factor));
  const growth = scale / zoom.scale;
  const x = point.x - (point.x - zoom.x) * growth;
  const y = point.y - (point.y - zoom.y) * growth;
  return covering({ scale, x, y }, stage);
}

export function panBy(zoom: Zoom, by: Point, stage: Size): Zoom {
  return covering({ scale: zoom.scale, x: zoom.x + by.x, y: zoom.y + by.y }, stage);
}

/** When the fingers are lifted. */
export function settled(zoom: Zoom): Zoom {
  return zoom.scale < NEARLY_WHOLE ? NO_ZOOM : zoom;
}

/** The edges of the picture stay outside the stage. */
function covering({ scale, x, y }: Zoom, { width, height }: Size): Zoom {
  const within = (value: number, size: number): number => {
    const most = (size * (scale - 1)) / 2;
    return Math.min(most, Math.max(-most, value)) || 0;
  };
  return { scale, x: within(x, width), y: within(y, height) };
}

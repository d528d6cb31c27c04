import { describe, expect, it } from 'vitest';
import { PrintTimeline } from '../../../src/shared/print-timeline.ts';
import { heightOf, temperatureCurves } from '../../../web/print-data/temperature-curves.ts';
import { makePrintData } from './make-print-data.ts';

const VIDEO = { fps: 10, seconds: 1 };

describe('the curves of temperatures', () => {
  it('have one scale in whole tens, with every peak, and break where nothing is known', () => {
    const data = makePrintData();
    const found = temperatureCurves(data, new PrintTimeline(data, VIDEO), 20)!;
    expect(found.range).toEqual({ low: 20, high: 260 });
    const [nozzle, bed] = found.curves;
    expect([nozzle!.key, bed!.key]).toEqual(['nozzle', 'bed']);
    // The peak of six seconds lies between two pictures.
    expect(nozzle!.path).toMatch(/L[\d.]+ 0(?:L|$)/);
    expect(nozzle!.path.match(/M/g)).toHaveLength(1);
    expect(bed!.path.match(/M/g)).toHaveLength(2);
    expect(bed!.path.startsWith(`M0 ${Math.round(heightOf(60, found.range) * 10_000) / 10_000}`)).toBe(true);
    expect(nozzle!.path).not.toContain('NaN');
  });

  it('do without temperatures, and with one that never changes', () => {
    const none = makePrintData({ series: [] });
    expect(temperatureCurves(none, new PrintTimeline(none, VIDEO), 20)).toBeNull();
    const still = makePrintData({ series: [{ key: 'bed', unit: '°C', points: [[0, 60]] }] });
    const found = temperatureCurves(still, new PrintTimeline(still, VIDEO), 20)!;
    expect(found.range).toEqual({ low: 60, high: 70 });
    expect(found.curves[0]!.path.startsWith('M0 1L')).toBe(true);
  });
});

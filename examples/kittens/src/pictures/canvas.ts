import { encodePng } from "./png.ts";
import type { Shape } from "./shapes.ts";

/** Red, green, blue: 0 to 255. */
export type Colour = readonly [number, number, number];

/** A colour, or a colour for each place; `depth` is how far inside the shape the place lies. */
export type Paint = Colour | ((x: number, y: number, depth: number) => Colour);

export interface Brush {
  /** 0 to 1. */
  readonly opacity?: number;
  /** Over how many units the edge fades; without it the edge is one pixel wide. */
  readonly soft?: number;
  /** Only inside of this: markings stay on the coat. */
  readonly clip?: Shape;
}

function coverage(distance: number): number {
  return Math.max(0, Math.min(1, 0.5 - distance));
}

export function rgb(hex: string): Colour {
  const n = Number.parseInt(hex.slice(1), 16);
  return [n >> 16, (n >> 8) & 0xff, n & 0xff];
}

export function mix(a: Colour, b: Colour, t: number): Colour {
  const k = Math.max(0, Math.min(1, t));
  return [a[0] + (b[0] - a[0]) * k, a[1] + (b[1] - a[1]) * k, a[2] + (b[2] - a[2]) * k];
}

/** 0 before `from`, 1 after `to`, an S between. */
export function ramp(from: number, to: number, at: number): number {
  const t = Math.max(0, Math.min(1, (at - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

/** Pixels of a side. */
const TILE = 16;

/** A picture four units wide and three high, whatever its size in pixels. */
export class Canvas {
  static readonly unitsWide = 4;
  static readonly unitsHigh = 3;
  readonly width: number;
  readonly height: number;
  readonly #scale: number;
  readonly #pixels: Float32Array;

  constructor(width: number) {
    this.width = width;
    this.#scale = width / Canvas.unitsWide;
    this.height = Math.round(this.#scale * Canvas.unitsHigh);
    this.#pixels = new Float32Array(width * this.height * 3);
  }

  paint(shape: Shape, paint: Paint, { opacity = 1, soft = 0, clip }: Brush = {}): void {
    const scale = this.#scale;
    const edge = Math.max(soft, 1 / scale);
    const [left, top, right, bottom] = shape.bounds;
    const x0 = Math.max(0, Math.floor((left - edge) * scale));
    const x1 = Math.min(this.width - 1, Math.ceil((right + edge) * scale));
    const y0 = Math.max(0, Math.floor((top - edge) * scale));
    const y1 = Math.min(this.height - 1, Math.ceil((bottom + edge) * scale));
    for (let py = y0; py <= y1; py += TILE) {
      for (let px = x0; px <= x1; px += TILE) {
        const middle = shape.distance((px + TILE / 2) / scale, (py + TILE / 2) / scale);
        // Distances to ellipses are estimates, so a tile is passed over only where it is far away.
        if (middle > 2 * edge + (2 * TILE) / scale) continue;
        this.#paintTile(
          px,
          py,
          Math.min(px + TILE - 1, x1),
          Math.min(py + TILE - 1, y1),
          shape,
          paint,
          edge,
          opacity,
          clip,
        );
      }
    }
  }

  toPng(): Uint8Array {
    const rgb = new Uint8Array(this.#pixels.length);
    for (let i = 0; i < rgb.length; i += 1) rgb[i] = Math.max(0, Math.min(255, Math.round(this.#pixels[i]!)));
    return encodePng(this.width, this.height, rgb);
  }

  #paintTile(
    x0: number,
    y0: number,
    x1: number,
    y1: number,
    shape: Shape,
    paint: Paint,
    edge: number,
    opacity: number,
    clip: Shape | undefined,
  ): void {
    const scale = this.#scale;
    for (let py = y0; py <= y1; py += 1) {
      for (let px = x0; px <= x1; px += 1) {
        const x = (px + 0.5) / scale;
        const y = (py + 0.5) / scale;
        const d = shape.distance(x, y);
        let cover = coverage(d / edge) * opacity;
        if (cover !== 0 && clip !== undefined) cover *= coverage(clip.distance(x, y) * scale);
        if (cover === 0) continue;
        const colour = typeof paint === "function" ? paint(x, y, -d) : paint;
        const at = (py * this.width + px) * 3;
        for (let c = 0; c < 3; c += 1) {
          const under = this.#pixels[at + c]!;
          this.#pixels[at + c] = under + (colour[c]! - under) * cover;
        }
      }
    }
  }
}

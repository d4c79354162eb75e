import { type Canvas, type Colour, mix, type Paint, ramp, rgb } from "./canvas.ts";
import type { Coat } from "./coats.ts";
import { paintMask } from "./markings.ts";
import { blend, circle, ellipse, furry, type Point, polygon, type Shape, stroke, turned } from "./shapes.ts";

/** Where a head is: its middle, its size (1 is 1.6 units wide), its tilt in radians. */
export interface Head {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly tilt: number;
  readonly eyes: "open" | "asleep" | "wink";
  /** Where it looks: -1 left to 1 right, -1 up to 1 down. */
  readonly gaze: Point;
}

const INK = rgb("#2a1f2b");
const BLUSH = rgb("#f28d85");
const SIDES = [-1, 1] as const;

/** Plush: the colour deepens towards the edge, and a little towards the ground. */
export function plush(coat: Coat): Paint {
  return (_x, y, depth) =>
    mix(mix(coat.shade, coat.fur, ramp(-0.03, 0.26, depth)), coat.shade, ramp(0.6, 4.2, y) * 0.35);
}

export function paintHead(canvas: Canvas, head: Head, coat: Coat): void {
  const { at, shape, thick } = frame(head);
  const skull = shape(
    blend(0.3, ellipse(0, 0, 0.8, 0.66), ellipse(-0.4, 0.24, 0.42, 0.34), ellipse(0.4, 0.24, 0.42, 0.34)),
  );
  const ears = SIDES.map((side) => shape(ear(side, 1)));
  const whole = furry(blend(0.1 * head.size, skull, ...ears), 0.014 * head.size);
  canvas.paint(whole, plush(coat));
  for (const side of SIDES) {
    const inner = coat.markings === "points" ? coat.mark : mix(BLUSH, coat.fur, 0.35);
    canvas.paint(shape(ear(side, 0.6)), inner, { soft: 0.06 * head.size, opacity: 0.9 });
  }
  paintMask(canvas, shape, whole, coat, head.size);
  for (const side of SIDES) {
    canvas.paint(shape(circle(side * 0.55, 0.3, 0.16)), BLUSH, { soft: 0.22 * head.size, opacity: 0.42 });
    const closed = head.eyes === "asleep" || (head.eyes === "wink" && side === 1);
    if (closed) canvas.paint(shape(closedEye(side)), INK);
    else paintEye(canvas, shape, side, coat.eyes, head);
  }
  paintNose(canvas, shape, coat);
  for (const side of SIDES) {
    for (const [rise, length] of [
      [-0.1, 0.94],
      [0.02, 1.02],
      [0.15, 0.93],
    ] as const) {
      const hair = stroke(
        [at(side * 0.42, 0.3 + rise * 0.3), at(side * 0.72, 0.27 + rise * 0.8), at(side * length, 0.3 + rise * 1.5)],
        thick(0.009),
        thick(0.003),
      );
      canvas.paint(hair, mix(rgb("#ffffff"), coat.shade, coat.markings === "plain" ? 0.1 : 0.25), { opacity: 0.85 });
    }
  }
}

/** From the head's own coordinates to the picture's. */
function frame(head: Head) {
  const scaled = (s: Shape): Shape => ({
    bounds: [
      head.x + s.bounds[0] * head.size,
      head.y + s.bounds[1] * head.size,
      head.x + s.bounds[2] * head.size,
      head.y + s.bounds[3] * head.size,
    ],
    distance: (x, y) => s.distance((x - head.x) / head.size, (y - head.y) / head.size) * head.size,
  });
  const cos = Math.cos(head.tilt);
  const sin = Math.sin(head.tilt);
  return {
    shape: (s: Shape): Shape => turned(scaled(s), head.x, head.y, head.tilt),
    at: (x: number, y: number): Point => [
      head.x + (x * cos - y * sin) * head.size,
      head.y + (x * sin + y * cos) * head.size,
    ],
    thick: (t: number): number => t * head.size,
  };
}

function ear(side: number, scale: number): Shape {
  const middle: Point = [side * 0.5, -0.56];
  const corners: Point[] = [
    [side * 0.72, -0.28],
    [side * 0.7, -0.98],
    [side * 0.16, -0.56],
  ];
  return polygon(
    corners.map(([x, y]): Point => [middle[0] + (x - middle[0]) * scale, middle[1] + (y - middle[1]) * scale]),
    0.05 * scale,
  );
}

function paintEye(canvas: Canvas, shape: (s: Shape) => Shape, side: number, iris: Colour, head: Head): void {
  const [x, y] = [side * 0.35, 0.03];
  const [gx, gy] = [head.gaze[0] * 0.035, head.gaze[1] * 0.035];
  const ball = shape(ellipse(x, y, 0.185, 0.205, side * -0.12));
  canvas.paint(shape(ellipse(x, y, 0.215, 0.235, side * -0.12)), INK);
  canvas.paint(ball, (_px, py) =>
    mix(mix(iris, INK, 0.35), mix(iris, rgb("#ffffff"), 0.35), ramp(-0.16, 0.2, (py - head.y) / head.size)),
  );
  canvas.paint(shape(ellipse(x + gx, y + gy, 0.12, 0.155)), rgb("#170f1c"), { clip: ball });
  canvas.paint(shape(circle(x - 0.055 + gx, y - 0.085 + gy, 0.052)), rgb("#ffffff"));
  canvas.paint(shape(circle(x + 0.06 + gx, y + 0.08 + gy, 0.024)), rgb("#ffffff"), { opacity: 0.85 });
}

function closedEye(side: number): Shape {
  const x = side * 0.35;
  return stroke(
    [
      [x - 0.17, 0.03],
      [x - 0.09, 0.1],
      [x, 0.12],
      [x + 0.09, 0.1],
      [x + 0.17, 0.03],
    ],
    0.022,
  );
}

function paintNose(canvas: Canvas, shape: (s: Shape) => Shape, coat: Coat): void {
  const dark = mix(INK, coat.fur, 0.12);
  canvas.paint(
    shape(
      stroke(
        [
          [0, 0.3],
          [0, 0.37],
        ],
        0.011,
      ),
    ),
    dark,
  );
  for (const side of SIDES) {
    canvas.paint(
      shape(
        stroke(
          [
            [0, 0.365],
            [side * 0.05, 0.41],
            [side * 0.11, 0.41],
            [side * 0.15, 0.37],
          ],
          0.012,
          0.008,
        ),
      ),
      dark,
    );
  }
  canvas.paint(
    shape(
      polygon(
        [
          [-0.055, 0.245],
          [0.055, 0.245],
          [0, 0.29],
        ],
        0.028,
      ),
    ),
    coat.nose,
  );
  canvas.paint(shape(ellipse(-0.02, 0.238, 0.03, 0.012)), rgb("#ffffff"), { opacity: 0.55 });
}

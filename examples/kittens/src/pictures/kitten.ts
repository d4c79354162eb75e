import { type Canvas, mix, rgb } from "./canvas.ts";
import type { Coat } from "./coats.ts";
import { type Head, paintHead, plush } from "./face.ts";
import { blend, ellipse, furry, type Point, type Shape, stroke } from "./shapes.ts";

export type Pose = "sit" | "loaf" | "curl" | "peek";

export interface Kitten {
  readonly coat: Coat;
  readonly pose: Pose;
  /** Where it sits: the middle of its paws. */
  readonly x: number;
  readonly y: number;
  readonly tilt?: number;
  readonly eyes?: Head["eyes"];
  readonly gaze?: Point;
}

const SIDES = [-1, 1] as const;

const POSES: Readonly<Record<Pose, (canvas: Canvas, kitten: Kitten, fur: ReturnType<typeof plush>) => void>> = {
  sit: paintSitting,
  loaf: paintLoaf,
  curl: paintCurled,
  peek: paintPeeking,
};

export function paintKitten(canvas: Canvas, kitten: Kitten): void {
  POSES[kitten.pose](canvas, kitten, plush(kitten.coat));
}

function head(kitten: Kitten, dx: number, dy: number, size: number): Head {
  return {
    x: kitten.x + dx,
    y: kitten.y + dy,
    size,
    tilt: kitten.tilt ?? 0,
    eyes: kitten.eyes ?? "open",
    gaze: kitten.gaze ?? [0, 0],
  };
}

function shadow(canvas: Canvas, x: number, y: number, rx: number): void {
  canvas.paint(ellipse(x, y, rx, rx * 0.16), rgb("#2a1726"), { soft: 0.3, opacity: 0.34 });
}

function paw(canvas: Canvas, x: number, y: number, coat: Coat, size = 1): void {
  const pale = coat.markings === "points" ? coat.mark : coat.pale;
  canvas.paint(furry(ellipse(x, y, 0.2 * size, 0.14 * size), 0.01), (_x, py) => mix(pale, coat.shade, (py - y) * 2.2));
  for (const dx of [-0.065, 0.065]) {
    canvas.paint(
      stroke(
        [
          [x + dx * size, y + 0.03 * size],
          [x + dx * size, y + 0.11 * size],
        ],
        0.009,
      ),
      coat.shade,
      { opacity: 0.7 },
    );
  }
}

/** Stripes of a tabby, the mask of the rest: painted on the body only. */
function markBody(canvas: Canvas, body: Shape, coat: Coat, stripes: readonly (readonly Point[])[], patch: Shape): void {
  if (coat.markings === "tabby") {
    for (const stripe of stripes)
      canvas.paint(stroke(stripe, 0.055, 0.012), coat.mark, { soft: 0.04, opacity: 0.85, clip: body });
  }
  if (coat.markings === "calico") canvas.paint(patch, coat.mark, { soft: 0.05, clip: body });
}

function tailColour(coat: Coat): ReturnType<typeof plush> {
  return coat.markings === "points"
    ? plush({ ...coat, fur: coat.mark, shade: mix(coat.mark, rgb("#20140f"), 0.4) })
    : plush(coat);
}

function paintSitting(canvas: Canvas, kitten: Kitten, fur: ReturnType<typeof plush>): void {
  const { x, y, coat } = kitten;
  shadow(canvas, x, y + 0.05, 0.95);
  const tail = stroke(
    [
      [x + 0.4, y - 0.12],
      [x + 0.85, y - 0.1],
      [x + 1.05, y - 0.42],
      [x + 0.92, y - 0.78],
      [x + 1.08, y - 1.0],
    ],
    0.13,
    0.085,
  );
  canvas.paint(furry(tail, 0.014), tailColour(coat));
  if (coat.markings === "tabby") {
    for (const [tx, ty] of [
      [0.98, -0.3],
      [1.02, -0.55],
      [0.93, -0.76],
    ] as const) {
      canvas.paint(ellipse(x + tx, y + ty, 0.16, 0.045, -0.2), coat.mark, { soft: 0.04, opacity: 0.85, clip: tail });
    }
  }
  const body = furry(
    blend(
      0.3,
      ellipse(x, y - 0.52, 0.55, 0.56),
      ellipse(x - 0.4, y - 0.2, 0.34, 0.25),
      ellipse(x + 0.4, y - 0.2, 0.34, 0.25),
    ),
    0.014,
  );
  canvas.paint(body, fur);
  markBody(
    canvas,
    body,
    coat,
    SIDES.flatMap((side) =>
      [-0.66, -0.48, -0.3].map((dy): Point[] => [
        [x + side * 0.74, y + dy],
        [x + side * 0.52, y + dy + 0.05],
        [x + side * 0.36, y + dy + 0.02],
      ]),
    ),
    ellipse(x + 0.5, y - 0.42, 0.34, 0.32),
  );
  const chest = coat.markings === "points" ? coat.fur : coat.pale;
  canvas.paint(ellipse(x, y - 0.56, 0.3, 0.4), chest, { soft: 0.16, opacity: 0.95, clip: body });
  for (const side of SIDES) {
    canvas.paint(
      furry(
        stroke(
          [
            [x + side * 0.17, y - 0.6],
            [x + side * 0.19, y - 0.08],
          ],
          0.14,
          0.13,
        ),
        0.01,
      ),
      (_x, py) => mix(chest, coat.shade, (py - y + 0.7) * 0.25),
    );
    paw(canvas, x + side * 0.52, y - 0.05, coat, 0.95);
  }
  for (const side of SIDES) paw(canvas, x + side * 0.2, y - 0.03, coat);
  paintHead(canvas, head(kitten, 0, -1.34, 0.9), coat);
}

function paintLoaf(canvas: Canvas, kitten: Kitten, fur: ReturnType<typeof plush>): void {
  const { x, y, coat } = kitten;
  shadow(canvas, x, y + 0.04, 1.35);
  const body = furry(blend(0.4, ellipse(x + 0.38, y - 0.42, 0.95, 0.5), ellipse(x - 0.2, y - 0.34, 0.8, 0.38)), 0.015);
  const tail = stroke(
    [
      [x + 1.15, y - 0.22],
      [x + 1.0, y - 0.04],
      [x + 0.6, y + 0.0],
      [x + 0.28, y - 0.06],
    ],
    0.13,
    0.09,
  );
  canvas.paint(body, fur);
  markBody(
    canvas,
    body,
    coat,
    [0.35, 0.62, 0.88, 1.1].map((dx): Point[] => [
      [x + dx, y - 0.98],
      [x + dx + 0.06, y - 0.7],
      [x + dx + 0.02, y - 0.5],
    ]),
    ellipse(x + 0.85, y - 0.66, 0.46, 0.36, 0.3),
  );
  canvas.paint(furry(tail, 0.014), tailColour(coat));
  for (const side of SIDES) paw(canvas, x - 0.42 + side * 0.22, y - 0.05, coat, 1.05);
  paintHead(canvas, head(kitten, -0.42, -0.82, 0.86), coat);
}

function paintCurled(canvas: Canvas, kitten: Kitten, fur: ReturnType<typeof plush>): void {
  const { x, y, coat } = kitten;
  shadow(canvas, x, y + 0.06, 1.3);
  const body = furry(ellipse(x, y - 0.42, 1.12, 0.52), 0.016);
  canvas.paint(body, fur);
  markBody(
    canvas,
    body,
    coat,
    [0.02, 0.3, 0.58, 0.84].map((dx): Point[] => [
      [x + dx, y - 1.0],
      [x + dx + 0.1, y - 0.72],
      [x + dx + 0.06, y - 0.5],
    ]),
    ellipse(x + 0.62, y - 0.72, 0.5, 0.34, 0.35),
  );
  paintHead(canvas, { ...head(kitten, -0.5, -0.44, 0.74), eyes: "asleep" }, coat);
  const tail = stroke(
    [
      [x + 1.08, y - 0.34],
      [x + 0.86, y - 0.04],
      [x + 0.3, y + 0.03],
      [x - 0.24, y + 0.03],
      [x - 0.62, y - 0.02],
    ],
    0.16,
    0.1,
  );
  canvas.paint(furry(tail, 0.016), tailColour(coat));
  if (coat.markings === "tabby") {
    for (const dx of [0.7, 0.4, 0.1, -0.2]) {
      canvas.paint(ellipse(x + dx, y, 0.05, 0.2, -0.1), coat.mark, { soft: 0.04, opacity: 0.8, clip: tail });
    }
  }
}

/** Only the head and two paws, over an edge at `y`; what hides the rest is painted by the scene before the paws. */
function paintPeeking(canvas: Canvas, kitten: Kitten): void {
  paintHead(canvas, head(kitten, 0, -0.5, 0.92), kitten.coat);
}

/** The paws of a peeking kitten, laid over the edge. */
export function paintPawsOver(canvas: Canvas, kitten: Kitten): void {
  for (const side of SIDES) paw(canvas, kitten.x + side * 0.42, kitten.y + 0.06, kitten.coat, 1.15);
}

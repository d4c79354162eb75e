import { type Canvas, type Colour, rgb } from "./canvas.ts";
import type { Coat } from "./coats.ts";
import { blend, ellipse, polygon, type Shape, stroke } from "./shapes.ts";

const SIDES = [-1, 1] as const;

/** Stripes, patches or mask of a face; `shape` brings a shape of the head into the picture, `whole` is the head. */
export function paintMask(canvas: Canvas, shape: (s: Shape) => Shape, whole: Shape, coat: Coat, size: number): void {
  const mark = (s: Shape, soft = 0.03, opacity = 1, colour: Colour = coat.mark) =>
    canvas.paint(shape(s), colour, { soft: soft * size, opacity, clip: whole });
  const muzzle = blend(
    0.12,
    ellipse(-0.13, 0.35, 0.19, 0.15),
    ellipse(0.13, 0.35, 0.19, 0.15),
    ellipse(0, 0.47, 0.16, 0.1),
  );
  if (coat.markings === "tabby") {
    for (const x of [-0.2, 0, 0.2])
      mark(
        stroke(
          [
            [x * 1.25, -0.66],
            [x, -0.47],
            [x * 0.75, -0.3],
          ],
          0.045,
          0.014,
        ),
        0.03,
        0.9,
      );
    for (const side of SIDES) {
      mark(
        stroke(
          [
            [side * 0.9, 0.02],
            [side * 0.72, 0.07],
            [side * 0.6, 0.06],
          ],
          0.04,
          0.012,
        ),
        0.03,
        0.85,
      );
      mark(
        stroke(
          [
            [side * 0.9, 0.2],
            [side * 0.76, 0.21],
            [side * 0.66, 0.18],
          ],
          0.04,
          0.012,
        ),
        0.03,
        0.85,
      );
    }
    mark(muzzle, 0.08, 1, coat.pale);
  } else if (coat.markings === "tuxedo") {
    mark(
      blend(
        0.16,
        polygon(
          [
            [0, -0.52],
            [0.1, 0.2],
            [-0.1, 0.2],
          ],
          0.02,
        ),
        muzzle,
        ellipse(0, 0.5, 0.36, 0.2),
      ),
      0.03,
      1,
      coat.pale,
    );
  } else if (coat.markings === "calico") {
    mark(blend(0.2, ellipse(0.52, -0.42, 0.46, 0.42, 0.5), ellipse(0.68, 0.02, 0.25, 0.22)), 0.05);
    mark(ellipse(-0.62, -0.56, 0.36, 0.32, -0.6), 0.05, 1, rgb("#4b4048"));
  } else if (coat.markings === "points") {
    mark(blend(0.3, ellipse(0, 0.26, 0.42, 0.32), ellipse(0, -0.02, 0.24, 0.22)), 0.34, 0.85);
    for (const side of SIDES) mark(ellipse(side * 0.56, -0.74, 0.34, 0.36), 0.24, 0.95);
  } else {
    mark(muzzle, 0.1, 0.75, coat.pale);
  }
}

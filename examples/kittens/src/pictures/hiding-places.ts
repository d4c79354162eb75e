import { EVERYWHERE, ground, H, wash } from "./backdrop.ts";
import { type Canvas, mix, ramp, rgb } from "./canvas.ts";
import { blend, box, circle, ellipse, polygon, stroke } from "./shapes.ts";

export function carton(canvas: Canvas): void {
  canvas.paint(EVERYWHERE, wash("#cfe0d2", "#b9d3c4"));
  ground(canvas, 2.35, rgb("#caa27c"), rgb("#b98f6a"));
  canvas.paint(
    polygon(
      [
        [0.75, 1.72],
        [3.25, 1.72],
        [3.5, 1.2],
        [2.9, 1.28],
        [1.1, 1.28],
        [0.5, 1.2],
      ],
      0.02,
    ),
    rgb("#8f6236"),
  );
}

export function cartonFront(canvas: Canvas): void {
  canvas.paint(ellipse(2, 2.86, 1.7, 0.12), rgb("#2a1726"), { soft: 0.25, opacity: 0.35 });
  canvas.paint(box(0.72, 1.72, 3.28, 2.84, 0.03), (x, y) =>
    mix(rgb("#d9a566"), rgb("#c08b4e"), ramp(1.7, 3.2, y) + (x > 2.9 ? 0.1 : 0)),
  );
  for (const side of [-1, 1]) {
    canvas.paint(
      polygon(
        [
          [2 + side * 1.28, 1.72],
          [2 + side * 1.72, 2.12],
          [2 + side * 1.78, 2.02],
          [2 + side * 1.34, 1.66],
        ],
        0.03,
      ),
      rgb("#e3b478"),
    );
  }
  canvas.paint(box(1.88, 2.1, 2.12, 2.84), rgb("#eccb98"), { opacity: 0.75 });
  canvas.paint(
    blend(
      0.02,
      circle(1.22, 2.4, 0.07),
      circle(1.12, 2.31, 0.03),
      circle(1.19, 2.27, 0.03),
      circle(1.26, 2.27, 0.03),
      circle(1.33, 2.31, 0.03),
    ),
    rgb("#8a5f33"),
    { opacity: 0.75 },
  );
}

export function teacup(canvas: Canvas): void {
  canvas.paint(EVERYWHERE, wash("#f7cfd0", "#f3b9bd"));
  for (let i = 0; i < 24; i += 1)
    canvas.paint(
      circle((i % 6) * 0.75 + (Math.floor(i / 6) % 2) * 0.37, 0.25 + Math.floor(i / 6) * 0.6, 0.06),
      rgb("#fbe3e0"),
    );
  ground(canvas, 2.4, rgb("#fbeee2"), rgb("#ecd6c8"));
  for (let x = 0; x < 12; x += 1)
    canvas.paint(box(x * 0.36 - 0.1, 2.4, x * 0.36 + 0.07, H), rgb("#e2888a"), { opacity: 0.35 });
}

export function teacupFront(canvas: Canvas): void {
  canvas.paint(ellipse(2, 2.82, 1.55, 0.14), rgb("#2a1726"), { soft: 0.25, opacity: 0.3 });
  canvas.paint(ellipse(2, 2.76, 1.5, 0.16), rgb("#e9f0f2"));
  const handle = stroke(
    [
      [3.0, 1.95],
      [3.45, 1.95],
      [3.5, 2.35],
      [2.9, 2.5],
    ],
    0.085,
  );
  canvas.paint(handle, rgb("#dbe7ec"));
  const cup = blend(
    0.2,
    polygon(
      [
        [0.98, 1.72],
        [3.02, 1.72],
        [2.6, 2.6],
        [1.4, 2.6],
      ],
      0.06,
    ),
    ellipse(2, 2.5, 0.75, 0.22),
  );
  canvas.paint(cup, (x, _y, depth) =>
    mix(mix(rgb("#c5d8df"), rgb("#fdfefe"), ramp(0, 0.4, depth)), rgb("#b9d0d9"), ramp(2.3, 3.2, x) * 0.7),
  );
  canvas.paint(box(0.5, 1.9, 3.5, 2.02), rgb("#3f7f9e"), { opacity: 0.9, clip: cup });
  for (const x of [1.4, 1.8, 2.2, 2.6]) {
    canvas.paint(ellipse(x, 2.24, 0.09, 0.06, 0.6), rgb("#d96b5f"), { clip: cup });
    canvas.paint(ellipse(x + 0.1, 2.3, 0.06, 0.03, -0.5), rgb("#5c9a77"), { clip: cup });
  }
}

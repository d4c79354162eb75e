import { EVERYWHERE, ground, W, wash } from "./backdrop.ts";
import { type Canvas, mix, ramp, rgb } from "./canvas.ts";
import { blend, box, circle, ellipse, polygon, stroke } from "./shapes.ts";

export function window(canvas: Canvas): void {
  canvas.paint(EVERYWHERE, wash("#4a3b63", "#382c4f"));
  const pane = box(0.5, 0.2, 3.5, 2.3, 0.06);
  canvas.paint(box(0.38, 0.08, 3.62, 2.42, 0.08), rgb("#7d5a4c"));
  canvas.paint(pane, (_x, y) => mix(rgb("#182350"), rgb("#5d5a99"), ramp(0, 2.4, y)));
  canvas.paint(circle(2.95, 0.72, 0.3), rgb("#fdf0c8"), { soft: 0.02 });
  canvas.paint(circle(2.95, 0.72, 0.55), rgb("#fdf0c8"), { soft: 0.5, opacity: 0.25 });
  canvas.paint(circle(2.83, 0.66, 0.25), rgb("#253062"), { soft: 0.03 });
  for (const [x, y, r] of [
    [0.8, 0.5, 0.018],
    [1.1, 1.2, 0.013],
    [0.72, 1.7, 0.016],
    [1.3, 0.42, 0.012],
    [2.4, 0.4, 0.016],
    [3.2, 1.4, 0.018],
    [3.3, 1.9, 0.012],
    [1.5, 0.75, 0.015],
    [2.35, 1.0, 0.011],
    [3.05, 1.12, 0.012],
  ] as const) {
    canvas.paint(circle(x, y, r), rgb("#fff6da"), { soft: 0.02 });
  }
  canvas.paint(
    blend(0.3, ellipse(0.9, 2.5, 0.8, 0.42), ellipse(2.2, 2.56, 1.0, 0.4), ellipse(3.3, 2.46, 0.6, 0.4)),
    rgb("#151a3a"),
    { clip: pane },
  );
  canvas.paint(box(1.97, 0.2, 2.05, 2.3), rgb("#7d5a4c"));
  canvas.paint(box(0.5, 1.2, 3.5, 1.27), rgb("#7d5a4c"));
  for (const [side, x] of [
    [-1, 0],
    [1, W],
  ] as const) {
    const curtain = polygon(
      [
        [x, -0.1],
        [x - side * 0.75, -0.1],
        [x - side * 0.5, 1.3],
        [x - side * 0.42, 2.5],
        [x, 2.5],
      ],
      0.05,
    );
    canvas.paint(curtain, (px, _y) => mix(rgb("#c8584b"), rgb("#9c3b3d"), 0.5 + 0.5 * Math.sin(px * 22)));
  }
  canvas.paint(box(-0.2, 2.3, W + 0.2, 2.5, 0.03), rgb("#a67a62"));
  ground(canvas, 2.48, rgb("#8a6150"), rgb("#6b4a42"));
}

export function sofa(canvas: Canvas): void {
  canvas.paint(EVERYWHERE, wash("#f3e3c7", "#e9d2ab"));
  canvas.paint(box(0.4, 0.25, 1.3, 0.95, 0.02), rgb("#8b5e43"));
  const print = box(0.47, 0.32, 1.23, 0.88);
  canvas.paint(print, wash("#bcd7dd", "#5a8f86"));
  canvas.paint(blend(0.15, ellipse(0.7, 0.9, 0.3, 0.2), ellipse(1.05, 0.92, 0.3, 0.14)), rgb("#48735a"), {
    clip: print,
  });
  canvas.paint(blend(0.25, box(-0.4, 1.05, 4.4, 2.6, 0.25), ellipse(2, 1.1, 1.2, 0.14)), (_x, y, depth) =>
    mix(rgb("#2d5b5e"), rgb("#4b8a86"), ramp(0, 0.5, depth) - ramp(1.6, 2.6, y) * 0.4),
  );
  for (const x of [0.6, 2.0, 3.4]) canvas.paint(circle(x, 1.5, 0.045), rgb("#2d5b5e"));
  canvas.paint(box(-0.5, 2.2, 4.5, 3.3, 0.2), (_x, y, depth) =>
    mix(rgb("#2f6163"), rgb("#5b9d97"), ramp(0, 0.35, depth) - ramp(2.4, 3.2, y) * 0.5),
  );
  const pillow = polygon(
    [
      [3.02, 1.42],
      [3.72, 1.6],
      [3.58, 2.24],
      [2.9, 2.1],
    ],
    0.1,
  );
  canvas.paint(pillow, (x, y, depth) =>
    mix(rgb("#c9762f"), (Math.floor((x + y) * 7) & 1) === 0 ? rgb("#eaa84f") : rgb("#f2c377"), ramp(0, 0.15, depth)),
  );
}

export function lamp(canvas: Canvas): void {
  canvas.paint(EVERYWHERE, wash("#2c2744", "#3d3155"));
  canvas.paint(circle(3.2, 0.9, 1.0), rgb("#f6b65a"), { soft: 2.2, opacity: 0.5 });
  canvas.paint(box(3.17, 1.0, 3.23, 2.4), rgb("#8b6a45"));
  canvas.paint(ellipse(3.2, 2.42, 0.3, 0.07), rgb("#8b6a45"));
  canvas.paint(
    polygon(
      [
        [2.95, 0.5],
        [3.45, 0.5],
        [3.7, 1.08],
        [2.7, 1.08],
      ],
      0.03,
    ),
    (_x, y) => mix(rgb("#ffe7ac"), rgb("#f2a947"), ramp(0.4, 1.1, y)),
  );
  const spines = ["#b4533f", "#d9a441", "#5c8f86", "#8b6aa8", "#c9776b", "#4e6f9e", "#a9b26a"];
  for (const [i, colour] of spines.entries()) {
    const x = 0.25 + i * 0.21;
    canvas.paint(box(x, 0.62 + ((i * 37) % 5) * 0.05, x + 0.18, 1.32, 0.01), mix(rgb(colour), rgb("#2c2744"), 0.35));
  }
  canvas.paint(box(0.1, 1.32, 1.95, 1.42), rgb("#5b4238"));
  ground(canvas, 2.4, rgb("#6a4a55"), rgb("#533a4a"));
  canvas.paint(ellipse(1.9, 2.72, 1.7, 0.26), rgb("#b4533f"));
  canvas.paint(ellipse(1.9, 2.72, 1.4, 0.2), rgb("#d98a5a"));
}

export function wool(canvas: Canvas): void {
  canvas.paint(EVERYWHERE, wash("#f6d9b8", "#f1c7a0"));
  for (let i = 0; i < 9; i += 1)
    canvas.paint(box(i * 0.5 - 0.12, 0, i * 0.5 + 0.06, 2.2), rgb("#efc79c"), { opacity: 0.6 });
  ground(canvas, 2.2, rgb("#b5543f"), rgb("#a24636"));
  for (let i = 0; i < 5; i += 1)
    canvas.paint(box(-0.1, 2.36 + i * 0.15, W + 0.1, 2.39 + i * 0.15), rgb("#e8b06d"), { opacity: 0.5 });
}

export function ballOfWool(canvas: Canvas): void {
  const [x, y] = [0.72, 2.42];
  canvas.paint(ellipse(x, y + 0.36, 0.5, 0.08), rgb("#2a1726"), { soft: 0.2, opacity: 0.4 });
  const ball = circle(x, y, 0.38);
  canvas.paint(
    stroke(
      [
        [x + 0.2, y + 0.32],
        [1.3, 2.86],
        [2.1, 2.74],
        [2.9, 2.88],
        [3.6, 2.7],
      ],
      0.022,
    ),
    rgb("#2f7f86"),
  );
  canvas.paint(ball, (_x, _y, depth) => mix(rgb("#236a72"), rgb("#4fa6a8"), ramp(0, 0.34, depth)));
  for (let i = -3; i <= 3; i += 1) {
    canvas.paint(
      stroke(
        [
          [x - 0.42, y + i * 0.11 - 0.1],
          [x, y + i * 0.13],
          [x + 0.42, y + i * 0.11 + 0.12],
        ],
        0.014,
      ),
      rgb("#8fd0cc"),
      { opacity: 0.7, clip: ball },
    );
    canvas.paint(
      stroke(
        [
          [x + i * 0.12 + 0.12, y - 0.42],
          [x + i * 0.1, y],
          [x + i * 0.12 - 0.1, y + 0.42],
        ],
        0.01,
      ),
      rgb("#1d5960"),
      { opacity: 0.5, clip: ball },
    );
  }
}

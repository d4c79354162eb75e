import { EVERYWHERE, ground, H, W, wash } from "./backdrop.ts";
import { type Canvas, rgb } from "./canvas.ts";
import { blend, circle, ellipse, type Point, polygon, stroke } from "./shapes.ts";

export function meadow(canvas: Canvas): void {
  canvas.paint(EVERYWHERE, wash("#a8d8e6", "#eaf4d8"));
  canvas.paint(circle(3.35, 0.55, 0.32), rgb("#ffe9a3"), { soft: 0.04 });
  for (const [x, y, s] of [
    [0.8, 0.5, 1],
    [2.3, 0.35, 0.7],
  ] as const) {
    canvas.paint(
      blend(
        0.1,
        ellipse(x, y, 0.42 * s, 0.13 * s),
        circle(x - 0.12 * s, y - 0.08 * s, 0.17 * s),
        circle(x + 0.14 * s, y - 0.06 * s, 0.14 * s),
      ),
      rgb("#ffffff"),
      { opacity: 0.9 },
    );
  }
  canvas.paint(ellipse(0.8, 2.5, 2.0, 0.9), rgb("#a9cf8b"));
  canvas.paint(ellipse(3.4, 2.5, 1.9, 0.75), rgb("#93c07a"));
  ground(canvas, 2.15, rgb("#6aa35d"), rgb("#7fb56c"));
  flowers(
    canvas,
    [
      [0.3, 2.3],
      [0.75, 2.52],
      [3.3, 2.35],
      [3.72, 2.5],
      [1.1, 2.28],
      [2.95, 2.26],
    ],
    0.06,
  );
}

export function grass(canvas: Canvas): void {
  for (let i = 0; i < 46; i += 1) {
    const x = (i / 46) * W + Math.sin(i * 7.3) * 0.06;
    const tall = 0.2 + 0.14 * Math.abs(Math.sin(i * 3.7));
    canvas.paint(
      stroke(
        [
          [x, H + 0.05],
          [x + 0.02, H - tall * 0.5],
          [x + Math.sin(i * 2.1) * 0.1, H - tall],
        ],
        0.03,
        0.004,
      ),
      rgb(i % 3 === 0 ? "#4c8a4b" : "#5b9a54"),
    );
  }
  flowers(
    canvas,
    [
      [0.45, 2.72],
      [1.35, 2.82],
      [2.75, 2.78],
      [3.55, 2.74],
    ],
    0.075,
  );
}

export function garland(canvas: Canvas): void {
  canvas.paint(EVERYWHERE, wash("#d9e6f2", "#b9cfe4"));
  canvas.paint(
    stroke(
      [
        [-0.1, 0.25],
        [1, 0.62],
        [2, 0.7],
        [3, 0.62],
        [4.1, 0.25],
      ],
      0.014,
    ),
    rgb("#6b5a6e"),
  );
  const flags = ["#e2654d", "#f0b548", "#5b9d97", "#a886c4", "#e58f8f", "#6aa35d", "#4f86b8"];
  for (const [i, colour] of flags.entries()) {
    const x = 0.35 + i * 0.55;
    const y = 0.7 - ((x - 2) * (x - 2)) / 9;
    canvas.paint(
      polygon(
        [
          [x - 0.17, y - 0.03],
          [x + 0.17, y - 0.03],
          [x, y + 0.33],
        ],
        0.015,
      ),
      rgb(colour),
    );
  }
  ground(canvas, 2.3, rgb("#f5f8fb"), rgb("#dfe9f2"));
  for (let i = 0; i < 40; i += 1) {
    canvas.paint(circle((i * 0.618 * W) % W, (i * 0.7549 * 2.3) % 2.25, 0.014 + (i % 3) * 0.009), rgb("#ffffff"), {
      soft: 0.03,
      opacity: 0.9,
    });
  }
}

function flowers(canvas: Canvas, places: readonly Point[], size: number): void {
  const petals = ["#fffaf0", "#f7c3c8", "#f9d66b", "#c9b6ec"];
  for (const [i, [x, y]] of places.entries()) {
    canvas.paint(
      stroke(
        [
          [x, y],
          [x + 0.02, y + size * 3],
        ],
        0.012,
      ),
      rgb("#3f7a46"),
    );
    for (let p = 0; p < 5; p += 1) {
      const angle = (p / 5) * Math.PI * 2 + i;
      canvas.paint(
        ellipse(x + Math.cos(angle) * size * 0.8, y + Math.sin(angle) * size * 0.8, size * 0.62, size * 0.45, angle),
        rgb(petals[i % petals.length]!),
      );
    }
    canvas.paint(circle(x, y, size * 0.42), rgb("#e8993a"));
  }
}

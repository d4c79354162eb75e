import { Canvas, type Colour, mix, type Paint, ramp, rgb } from "./canvas.ts";
import { box, type Shape } from "./shapes.ts";

export const W = Canvas.unitsWide;
export const H = Canvas.unitsHigh;

export const EVERYWHERE: Shape = { bounds: [0, 0, W, H], distance: () => -1 };

/** From one colour at the top of the picture to another at its foot. */
export function wash(top: string, bottom: string): Paint {
  const [a, b] = [rgb(top), rgb(bottom)];
  return (_x, y) => mix(a, b, y / H);
}

/** A floor from `y` down, darker where it meets the wall. */
export function ground(canvas: Canvas, y: number, colour: Colour, edge: Colour): void {
  canvas.paint(box(-0.5, y, W + 0.5, H + 0.5), (_x, py) => mix(edge, colour, ramp(y, y + 0.25, py)));
}

import { Canvas } from "./canvas.ts";
import { COATS, type CoatName } from "./coats.ts";
import { type Kitten, paintKitten, paintPawsOver } from "./kitten.ts";
import { SCENES, type SceneName } from "./scenes.ts";

interface Portrait extends Omit<Kitten, "coat"> {
  readonly coat: CoatName;
  readonly scene: SceneName;
}

const PORTRAITS = {
  marmalade: { coat: "ginger", scene: "wool", pose: "sit", x: 2.25, y: 2.66, tilt: -0.1, gaze: [-0.9, 0.9] },
  earl: { coat: "silver", scene: "teacup", pose: "peek", x: 2, y: 1.78, tilt: 0.07, gaze: [0.1, -0.2] },
  domino: { coat: "tuxedo", scene: "carton", pose: "peek", x: 2, y: 1.76, tilt: -0.06, gaze: [0, -0.8] },
  patches: { coat: "calico", scene: "meadow", pose: "sit", x: 1.85, y: 2.62, tilt: 0.12, gaze: [0.9, -0.6] },
  mocha: { coat: "siamese", scene: "sofa", pose: "loaf", x: 1.85, y: 2.5, tilt: -0.05, gaze: [0.2, 0] },
  figaro: { coat: "midnight", scene: "window", pose: "sit", x: 1.9, y: 2.74, tilt: 0.05, gaze: [0.8, -0.8] },
  biscuit: { coat: "ginger", scene: "lamp", pose: "curl", x: 1.95, y: 2.62, tilt: 0.12 },
  cloud: { coat: "snow", scene: "garland", pose: "sit", x: 2, y: 2.7, tilt: -0.08, eyes: "wink", gaze: [0, -0.3] },
  slate: { coat: "blue", scene: "sofa", pose: "curl", x: 1.8, y: 2.5, tilt: 0.1 },
} as const satisfies Record<string, Portrait>;

export type KittenName = keyof typeof PORTRAITS;

export const KITTENS: readonly KittenName[] = Object.keys(PORTRAITS) as KittenName[];

/** Draws a kitten as a PNG, `width` pixels wide and three quarters as high. */
export function drawKitten(name: KittenName, width = 800): Uint8Array {
  const { coat, scene, ...rest }: Portrait = PORTRAITS[name];
  const kitten: Kitten = { ...rest, coat: COATS[coat] };
  const canvas = new Canvas(width);
  SCENES[scene].behind(canvas);
  paintKitten(canvas, kitten);
  SCENES[scene].before?.(canvas);
  if (kitten.pose === "peek") paintPawsOver(canvas, kitten);
  return canvas.toPng();
}

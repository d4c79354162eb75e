import type { Canvas } from "./canvas.ts";
import { carton, cartonFront, teacup, teacupFront } from "./hiding-places.ts";
import { garland, grass, meadow } from "./outdoors.ts";
import { ballOfWool, lamp, sofa, window, wool } from "./rooms.ts";

export type SceneName = "window" | "meadow" | "wool" | "carton" | "teacup" | "sofa" | "lamp" | "garland";

/** What is behind the kitten, and what is before it. */
export interface Scene {
  readonly behind: (canvas: Canvas) => void;
  readonly before?: (canvas: Canvas) => void;
}

export const SCENES: Readonly<Record<SceneName, Scene>> = {
  window: { behind: window },
  meadow: { behind: meadow, before: grass },
  wool: { behind: wool, before: ballOfWool },
  carton: { behind: carton, before: cartonFront },
  teacup: { behind: teacup, before: teacupFront },
  sofa: { behind: sofa },
  lamp: { behind: lamp },
  garland: { behind: garland },
};
